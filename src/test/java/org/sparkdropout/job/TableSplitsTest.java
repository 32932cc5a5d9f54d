package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.testing.SparkTest;

/** 100 rows, of which 70 are of class a, 20 of b and 10 of c; two more are copies of the first. */
@SparkTest
class TableSplitsTest {
  private static Dataset<Row> table;

  @BeforeAll
  static void makeTable(SparkSession spark) {
    StructType type = new StructType().add("x", "integer").add("label", "string");
    List<Row> rows =
        new ArrayList<>(IntStream.range(0, 100).mapToObj(TableSplitsTest::row).toList());
    rows.add(row(0));
    rows.add(row(0));
    table = spark.createDataFrame(rows, type);
  }

  private static Row row(int number) {
    return RowFactory.create(number, number < 70 ? "a" : number < 90 ? "b" : "c");
  }

  private static Settings settings(String... assignments) {
    return Settings.read(
        Optional.empty(),
        Stream.concat(
                Stream.of("input.path=t", "output.path=o", "train.seed=3"), Stream.of(assignments))
            .toList());
  }

  private static Settings repeated() {
    return settings("compare.splits=4", "input.testFraction=0.3");
  }

  private static Settings folds() {
    return settings("compare.splits=5", "compare.splitting=kFold");
  }

  private static List<Integer> values(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(row -> row.getInt(0)).sorted().toList();
  }

  private static List<Integer> test(Dataset<Row> rows, Settings settings, int number) {
    return values(new TableSplits(rows, settings).split(number).test().orElseThrow());
  }

  private static long of(List<Integer> values, int from, int to) {
    return values.stream().distinct().filter(value -> value >= from && value < to).count();
  }

  @Test
  void split_repeated_hasEachRowOnOneSideAndSharesOfClasses() {
    InputTable split = new TableSplits(table, repeated()).split(2);
    List<Integer> train = values(split.rows());
    List<Integer> test = values(split.test().orElseThrow());
    assertThat(train.size() + test.size()).isEqualTo(102);
    assertThat(new HashSet<>(train)).doesNotContainAnyElementsOf(test);
    assertThat(of(test, 0, 70)).isBetween(19L, 23L); // Copies of the first are on one side.
    assertThat(of(test, 70, 90)).isEqualTo(6);
    assertThat(of(test, 90, 100)).isEqualTo(3);
    assertThat(split.rows().columns()).containsExactly("x", "label");
  }

  @Test
  void split_repeated_differsFromSplitToSplit() {
    assertThat(test(table, repeated(), 1)).isNotEqualTo(test(table, repeated(), 2));
  }

  @Test
  void split_kFold_testsEachRowOnce() {
    List<Integer> all = new ArrayList<>();
    for (int number = 1; number <= 5; number++) {
      List<Integer> test = test(table, folds(), number);
      all.addAll(test);
      assertThat(of(test, 70, 90)).isEqualTo(4);
      assertThat(of(test, 90, 100)).isEqualTo(2);
    }
    all.sort(null);
    assertThat(all).isEqualTo(values(table));
  }

  @Test
  void split_otherPartitionsAndOrder_isTheSame() {
    Dataset<Row> other = table.orderBy("label").repartition(7);
    for (Settings settings : List.of(repeated(), folds())) {
      assertThat(test(other, settings, 3)).isEqualTo(test(table, settings, 3));
    }
  }

  @Test
  void split_numbersAsLabels_sharesRowsAlone() {
    Settings folds =
        settings(
            "compare.splits=5",
            "compare.splitting=kFold",
            "train.task=regression",
            "train.labelCol=x");
    Set<Integer> all = new HashSet<>();
    for (int number = 1; number <= 5; number++) {
      List<Integer> test = test(table, folds, number);
      assertThat(test.size()).isBetween(8, 36);
      all.addAll(test);
    }
    assertThat(all).hasSize(100);
  }

  @Test
  void split_tooFewRows_saysWhichAreMissing() {
    assertThatThrownBy(() -> test(table.limit(1), folds(), 1))
        .isInstanceOf(InvalidDataException.class)
        .hasMessage(
            "Each of 5 splits must have rows to train on and rows to test on. Split 1 of the table's 1 rows has none to test on. Set compare.splits lower, or give more rows");
  }

  @Test
  void settings_checkpoints_haveAFolderForEachSplit() {
    Settings kept = settings("compare.splits=4", "checkpoint.path=runs/kept");
    assertThat(TableSplits.settings(kept, 2).text("checkpoint.path"))
        .isEqualTo("runs/kept/split-2");
    assertThat(TableSplits.settings(repeated(), 2).isNull("checkpoint.path")).isTrue();
  }

  @Test
  void seeds_severalSplits_areOneInEachIfNotSet() {
    assertThat(CompareSeeds.ofAll(settings()).asked()).isEqualTo(5);
    assertThat(CompareSeeds.ofSplit(repeated(), 3).first()).isEqualTo(5);
    assertThat(CompareSeeds.ofSplit(repeated(), 3).asked()).isEqualTo(1);
    Settings set = settings("compare.splits=4", "input.testFraction=0.3", "compare.seeds=5");
    assertThat(CompareSeeds.ofSplit(set, 3).first()).isEqualTo(13);
    assertThat(CompareSeeds.ofSplit(set, 3).asked()).isEqualTo(5);
    assertThat(set.changed()).containsEntry("compare.seeds", "5");
  }
}

package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.sparkdropout.job.ResolvedColumns.Item;

class ColumnsReportTest {
  private static List<String> lines(String query, String... settings) {
    List<String> all = new ArrayList<>(List.of("train.labelCol=y"));
    all.addAll(List.of(settings));
    Dataset<Row> table = JobRun.spark().sql(query);
    PreparedData data = PreparedData.fit(Settings.read(Optional.empty(), all), table);
    return ColumnsReport.lines(data.columns());
  }

  @Test
  void lines_columnsOfAllKinds_tellsTypesCountsAndReasons() {
    assertThat(
            lines(
                "SELECT id % 2 AS y, id AS a, id / 2 AS b, concat('z', id % 3) AS zone,"
                    + " concat('p', id) AS name, 'same' AS kind, concat('n', id % 20) AS many,"
                    + " DATE'2024-02-29' AS day, array(1D, 2D) AS emb FROM range(60)",
                "prepare.maxCategories=10"))
        .containsExactly(
            "Numbers: a (bigint), b (double)",
            "Vectors: emb (array<double>, 2)",
            "Categories: zone (string, 3)",
            "Left out: name (string, more than 10 categories (prepare.maxCategories)), kind (string,"
                + " the same in all rows), many (string, more than 10 categories"
                + " (prepare.maxCategories)), day (date, not of numbers or text)");
  }

  @Test
  void lines_textOfNearlyAsManyValuesAsRows_isLeftOut() {
    assertThat(lines("SELECT id % 2 AS y, id AS a, concat('n', id % 40) AS name FROM range(60)"))
        .containsExactly(
            "Numbers: a (bigint)", "Left out: name (string, 40 categories in 60 rows)");
  }

  @Test
  void lines_wideTables_areShortened() {
    List<Item> numbers = new ArrayList<>();
    IntStream.range(0, 300).forEach(place -> numbers.add(new Item("c" + place, "double", "")));
    IntStream.range(0, 12).forEach(place -> numbers.add(new Item("x" + place + "y", "int", "")));
    ResolvedColumns columns = new ResolvedColumns(numbers, List.of(), List.of(), List.of());
    assertThat(ColumnsReport.lines(columns))
        .containsExactly(
            "Numbers: c0 to c299 (300 x double), x0y (int), x1y (int), x2y (int), x3y (int),"
                + " x4y (int), x5y (int), x6y (int), x7y (int), x8y (int) and 3 more");
  }
}

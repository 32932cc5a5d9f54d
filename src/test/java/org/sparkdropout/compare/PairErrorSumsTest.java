package org.sparkdropout.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

class PairErrorSumsTest {
  /** Errors of three arms with two seeds each. */
  private static List<Row> rows() {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(RowFactory.create(random.doubles(6, 0, 1e6).boxed().toArray()));
    }
    return rows;
  }

  private static PairErrorSums sums(List<Row> rows) {
    PairErrorSums sums = new PairErrorSums(2, List.of(new ArmPair(1, 0), new ArmPair(2, 1)));
    rows.forEach(sums::add);
    return sums;
  }

  @Test
  void against_rowsInAnotherOrderAndInParts_isTheSame() {
    List<Row> shuffled = rows();
    Collections.shuffle(shuffled, new Random(5));
    PairErrorSums parts = sums(shuffled.subList(0, 30)).add(sums(shuffled.subList(30, 100)));
    assertThat(parts.against(true)).isEqualTo(sums(rows()).against(true));
  }

  @Test
  void against_numbers_areMeansOverTheSeedsOfEachPair() {
    PairErrorSums sums = new PairErrorSums(2, List.of(new ArmPair(1, 0), new ArmPair(2, 1)));
    sums.add(RowFactory.create(1.0, 3.0, 2.0, 6.0, 5.0, 5.0));
    sums.add(RowFactory.create(1.0, 1.0, 0.0, 1.0, 0.0, 0.0));
    List<ArmAgainstBaseline> found = sums.against(true);
    assertThat(found).extracting(ArmAgainstBaseline::rows).containsExactly(2L, 2L);
    assertThat(found.get(0).mean()).isEqualTo((2 - 0.5) / 2); // 4 - 2 and 0.5 - 1
    assertThat(found.get(0).variance()).isEqualTo(2.5 * 2.5 / 2);
    assertThat(found.get(1).mean()).isEqualTo((1 - 0.5) / 2); // 5 - 4 and 0 - 0.5
    SquaredErrors first = ((PairTest.OfNumbers) found.get(1).firstSeed()).squaredErrors();
    assertThat(first.meanDifference()).isEqualTo(1.5); // 5 - 2 and 0 - 0
    assertThat(first.equallyNear()).isEqualTo(1);
  }

  @Test
  void against_classes_countsTheRowsOfTheFirstSeed() {
    PairErrorSums sums = new PairErrorSums(1, List.of(new ArmPair(1, 0)));
    double[][] errors = {{0, 0}, {1, 1}, {1, 1}, {1, 0}, {1, 0}, {1, 0}, {0, 1}};
    for (double[] row : errors) {
      sums.add(RowFactory.create(row[0], row[1]));
    }
    PairTest found = sums.against(false).get(0).firstSeed();
    assertThat(((PairTest.OfClasses) found).mcNemar()).isEqualTo(McNemar.of(1, 3, 1, 2));
  }

  /** Executors send their sums back by the serialiser that users choose. */
  @Test
  void sums_byKryo_keepEveryFigure() {
    PairErrorSums sums = sums(rows());
    SerializerInstance kryo = new KryoSerializer(new SparkConf()).newInstance();
    ClassTag<PairErrorSums> type = ClassTag$.MODULE$.apply(PairErrorSums.class);
    PairErrorSums copy = kryo.deserialize(kryo.serialize(sums, type), type);
    assertThat(copy.against(true)).isEqualTo(sums.against(true));
  }
}

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

class NumberRunSumsTest {
  private static List<Row> rows() {
    Random random = new Random(3);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      double label = 1e6 * random.nextGaussian();
      Object[] row = random.doubles(5, -1, 1).boxed().toArray();
      row[0] = i % 10 == 0 ? null : (Object) label;
      rows.add(RowFactory.create(row));
    }
    return rows;
  }

  private static NumberRunSums sums(List<Row> rows) {
    NumberRunSums sums = new NumberRunSums(2, 2);
    rows.forEach(sums::add);
    return sums;
  }

  @Test
  void measured_rowsInAnotherOrderAndInParts_areTheSame() {
    List<Row> shuffled = rows();
    Collections.shuffle(shuffled, new Random(5));
    NumberRunSums parts = sums(shuffled.subList(0, 30)).add(sums(shuffled.subList(30, 100)));
    MeasuredRuns measured = sums(rows()).measured();
    assertThat(parts.measured()).isEqualTo(measured);
    assertThat(measured.others().get(0).rows()).isEqualTo(90);
  }

  /** Executors send their sums back by the serialiser that users choose. */
  @Test
  void sums_byKryo_keepEveryFigure() {
    NumberRunSums sums = sums(rows());
    SerializerInstance kryo = new KryoSerializer(new SparkConf()).newInstance();
    ClassTag<NumberRunSums> type = ClassTag$.MODULE$.apply(NumberRunSums.class);
    NumberRunSums copy = kryo.deserialize(kryo.serialize(sums, type), type);
    assertThat(copy.measured()).isEqualTo(sums.measured());
  }
}

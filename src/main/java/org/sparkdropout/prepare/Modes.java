package org.sparkdropout.prepare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * The most frequent number of each slot, the lowest if there are several. Spark counts them in a
 * shuffle, which spills to disk: a column may have any number of values.
 */
final class Modes {
  private Modes() {}

  /** Counts the first slots; NaN for the others, and where there is no number. */
  static double[] of(JavaRDD<ColumnBlock> blocks, int slots, int width) {
    double[] modes = new double[width];
    Arrays.fill(modes, Double.NaN);
    Map<Integer, Tuple2<Long, Double>> best =
        blocks
            .flatMapToPair(block -> counted(block, slots))
            .reduceByKey(Long::sum)
            .mapToPair(
                value -> new Tuple2<>(value._1()._1(), new Tuple2<>(value._2(), value._1()._2())))
            .reduceByKey(Modes::better)
            .collectAsMap();
    best.forEach((slot, mode) -> modes[slot] = mode._2());
    return modes;
  }

  private static Iterator<Tuple2<Tuple2<Integer, Double>, Long>> counted(
      ColumnBlock block, int slots) {
    List<Tuple2<Tuple2<Integer, Double>, Long>> counted = new ArrayList<>();
    for (int slot = 0; slot < slots; slot++) {
      Map<Double, Long> counts = new HashMap<>();
      for (int row = 0; row < block.rows(); row++) {
        double value = block.values()[slot][row] + 0.0;
        if (!Double.isNaN(value)) {
          counts.merge(value, 1L, Long::sum);
        }
      }
      int of = slot;
      counts.forEach((value, count) -> counted.add(new Tuple2<>(new Tuple2<>(of, value), count)));
    }
    return counted.iterator();
  }

  private static Tuple2<Long, Double> better(Tuple2<Long, Double> one, Tuple2<Long, Double> other) {
    int more = Long.compare(one._1(), other._1());
    return more > 0 || (more == 0 && one._2() <= other._2()) ? one : other;
  }
}

package org.sparkdropout.data;

import java.util.List;
import org.sparkdropout.monitor.Described;

/** The weights of rows, added up for each class. */
public final class ClassTotals {
  private ClassTotals() {}

  /**
   * Adds up the weights of dealt rows. Runs a job.
   *
   * @param shards of the rows
   * @param classes above every label
   * @return (classes), added in row order within a shard and then in replica order, so that it does
   *     not depend on how the table was read
   */
  public static double[] of(Shards shards, int classes) {
    List<double[]> byShard =
        Described.job(
            shards.blocks().context(),
            "add up the weights of classes",
            () ->
                shards
                    .blocks()
                    .mapPartitions(blocks -> List.of(of(Shard.of(blocks), classes)).iterator())
                    .collect());
    double[] totals = new double[classes];
    for (double[] shard : byShard) {
      for (int c = 0; c < classes; c++) {
        totals[c] += shard[c];
      }
    }
    return totals;
  }

  private static double[] of(Shard shard, int classes) {
    double[] totals = new double[classes];
    float[] label = new float[1];
    for (int row = 0; row < shard.rows(); row++) {
      shard.copyTarget(row, label, 0);
      totals[(int) label[0]] += shard.weight(row);
    }
    return totals;
  }
}

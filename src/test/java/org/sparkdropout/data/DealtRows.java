package org.sparkdropout.data;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Deals examples and brings the outcome to the driver, bit for bit, for comparison. */
record DealtRows(List<List<String>> shards, double weightSum, String fingerprint) {

  /** Deals a list cut into partitions. */
  static DealtRows of(
      Dealing dealing, JavaSparkContext context, List<Example> rows, int partitions) {
    return of(dealing, context.parallelize(rows, partitions));
  }

  static DealtRows of(Dealing dealing, JavaRDD<Example> rows) {
    try (Shards shards = dealing.deal(rows)) {
      return new DealtRows(
          shards.blocks().glom().map(DealtRows::rowsOf).collect(),
          shards.weightSum(),
          shards.fingerprint());
    }
  }

  private static List<String> rowsOf(List<ExampleBlock> blocks) {
    List<String> rows = new ArrayList<>();
    for (ExampleBlock block : blocks) {
      for (int row = 0; row < block.rows(); row++) {
        rows.add(HexFormat.of().formatHex(block.packedRow(row)));
      }
    }
    return rows;
  }

  /** All rows of all shards, in one order. */
  List<String> sortedRows() {
    return shards.stream().flatMap(List::stream).sorted().toList();
  }

  /** The rows as they would be without dealing, in one order. */
  static List<String> sortedRows(List<Example> rows) {
    return rows.stream().map(row -> HexFormat.of().formatHex(PackedRow.of(row))).sorted().toList();
  }
}

package org.sparkdropout.bench;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.sparkdropout.data.Example;
import picocli.CommandLine.Option;

/**
 * Made-up rows of two classes that overlap: which class a row is follows from a product and a sum
 * of its normal features, with noise.
 */
final class SmallTable {
  @Option(names = "--train-rows", description = "rows to train on")
  private int trainRows = 200;

  @Option(names = "--test-rows", description = "rows to measure on")
  private int testRows = 300;

  @Option(names = "--features", description = "of a row, at least 3")
  private int features = 10;

  @Option(
      names = "--noise",
      description = "standard deviation of the noise; 1: as large as the signal")
  private double noise = 0.5;

  /** The rows to train on of a comparison. */
  List<Example> train(long comparison) {
    return rows(new Random(2 * comparison), trainRows);
  }

  /** The rows to measure on of a comparison. */
  List<Example> test(long comparison) {
    return rows(new Random(2 * comparison + 1), testRows);
  }

  private List<Example> rows(Random random, int count) {
    return IntStream.range(0, count).mapToObj(row -> row(random)).toList();
  }

  private Example row(Random random) {
    float[] row = new float[features];
    for (int i = 0; i < features; i++) {
      row[i] = (float) random.nextGaussian();
    }
    double signal = (row[0] * row[1] + row[2]) / Math.sqrt(2);
    return new Example(row, signal + noise * random.nextGaussian() > 0 ? 1 : 0, 1f);
  }

  int features() {
    return features;
  }

  @Override
  public String toString() {
    return "%d rows to train on and %d to measure on".formatted(trainRows, testRows);
  }
}

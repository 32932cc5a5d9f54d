package org.sparkdropout.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Examples made from a seed. */
final class RandomExamples {
  private RandomExamples() {}

  /** Rows that are all different in practice, of weight 1. */
  static List<Example> distinct(long seed, int rows, int width) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      examples.add(new Example(features(random, width), random.nextInt(5), 1));
    }
    return examples;
  }

  /** Rows of which each stands for several: few distinct contents, weights from 0 to 2. */
  static List<Example> withDuplicates(long seed, int rows, int width, int contents) {
    Random random = new Random(seed);
    List<Example> originals = new ArrayList<>();
    for (int i = 0; i < contents; i++) {
      float weight = random.nextInt(5) / 2f;
      originals.add(new Example(features(random, width), random.nextInt(3), weight));
    }
    List<Example> examples = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      examples.add(originals.get(random.nextInt(contents)));
    }
    return examples;
  }

  static List<Example> shuffled(List<Example> examples, long seed) {
    List<Example> copy = new ArrayList<>(examples);
    Collections.shuffle(copy, new Random(seed));
    return copy;
  }

  private static float[] features(Random random, int width) {
    float[] features = new float[width];
    for (int i = 0; i < width; i++) {
      features[i] = (float) random.nextGaussian();
    }
    return features;
  }
}

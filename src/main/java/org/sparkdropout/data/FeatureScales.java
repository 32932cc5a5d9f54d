package org.sparkdropout.data;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How large the values of each feature are. Counts and maxima only: adding is exact and does not
 * depend on order.
 *
 * <p>Networks start from weights that expect values near 1. A feature is far from that if more than
 * one row in {@value #ROWS_PER_LARGE} has a value of {@value #LARGE} or beyond, which by
 * Chebyshev's inequality no standardised feature can have, or if no value reaches {@value #SMALL}
 * though some are not 0.
 *
 * <p>Plain fields, so that Kryo can write it as well.
 */
final class FeatureScales implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final float LARGE = 30;
  private static final float SMALL = 1e-3f;
  private static final int ROWS_PER_LARGE = 100;
  private static final int SHOWN = 5;

  private float[] largest = {};
  private long[] large = {};
  private long rows;

  void add(float[] features) {
    grow(features.length);
    for (int i = 0; i < features.length; i++) {
      float size = Math.abs(features[i]);
      largest[i] = Math.max(largest[i], size);
      if (size >= LARGE) {
        large[i]++;
      }
    }
    rows++;
  }

  void add(FeatureScales other) {
    grow(other.largest.length);
    for (int i = 0; i < other.largest.length; i++) {
      largest[i] = Math.max(largest[i], other.largest[i]);
      large[i] += other.large[i];
    }
    rows += other.rows;
  }

  private void grow(int width) {
    if (width > largest.length) {
      largest = Arrays.copyOf(largest, width);
      large = Arrays.copyOf(large, width);
    }
  }

  /**
   * Names the features whose values are far from 1.
   *
   * @param name of a feature, by its place in the vector
   * @return one sentence with a remedy; nothing if all are near
   */
  Optional<String> warning(IntFunction<String> name) {
    List<Integer> far = IntStream.range(0, largest.length).filter(this::isFar).boxed().toList();
    if (far.isEmpty()) {
      return Optional.empty();
    }
    String shown =
        far.stream()
            .sorted(Comparator.comparing(this::distance).reversed())
            .limit(SHOWN)
            .map(i -> "%s (up to %s)".formatted(name.apply(i), size(largest[i])))
            .collect(Collectors.joining(", "));
    return Optional.of(
        ("The values of %d of %d features are far from 1, and networks learn badly from such values:"
                + " %s%s. Scale them: set prepare.scale = standard in a job, or put a StandardScaler"
                + " before the network in a pipeline")
            .formatted(far.size(), largest.length, shown, far.size() > SHOWN ? " and others" : ""));
  }

  /** Whether there is something to warn of. */
  boolean areFar() {
    return IntStream.range(0, largest.length).anyMatch(this::isFar);
  }

  private boolean isFar(int feature) {
    boolean tiny = largest[feature] > 0 && largest[feature] < SMALL;
    return tiny || large[feature] * ROWS_PER_LARGE > rows;
  }

  private double distance(int feature) {
    return Math.abs(Math.log10(largest[feature]));
  }

  private static String size(float value) {
    return value >= SMALL && value < 1e7
        ? String.format(Locale.ROOT, value < 10 ? "%.2g" : "%.0f", value)
        : String.format(Locale.ROOT, "%.1e", value);
  }
}

package org.sparkdropout.ml.param;

import java.io.Serializable;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a param's value must fulfil, and the words for it.
 *
 * @param <T> the type of the values
 * @param text completes "must be", such as {@code in [0, 1)}
 * @param condition true for allowed values
 */
public record Rule<T>(String text, Condition<T> condition) implements Serializable {
  /** A predicate that travels with a model. */
  public interface Condition<T> extends Predicate<T>, Serializable {}

  static Rule<Integer> atLeast(int least) {
    return new Rule<>("at least " + least, value -> value >= least);
  }

  static Rule<Integer> within(int least, int most) {
    return new Rule<>("in [%d, %d]".formatted(least, most), v -> v >= least && v <= most);
  }

  /** At least zero and finite. */
  static Rule<Double> notNegative() {
    return new Rule<>("in [0, Infinity)", value -> value >= 0 && Double.isFinite(value));
  }

  /** Above zero and finite. */
  static Rule<Double> positive() {
    return new Rule<>("in (0, Infinity)", value -> value > 0 && Double.isFinite(value));
  }

  /** A share or probability that is not one. */
  static Rule<Double> belowOne() {
    return new Rule<>("in [0, 1)", value -> value >= 0 && value < 1);
  }

  /** A probability that is neither zero nor one. */
  static Rule<Double> betweenZeroAndOne() {
    return new Rule<>("in (0, 1)", value -> value > 0 && value < 1);
  }

  static Rule<String> oneOf(List<String> values) {
    List<String> allowed = List.copyOf(values);
    String last = allowed.get(allowed.size() - 1);
    String others = String.join(", ", allowed.subList(0, allowed.size() - 1));
    return new Rule<>(others + " or " + last, allowed::contains);
  }

  /** Everything is allowed. */
  static <T> Rule<T> any() {
    return new Rule<>("any value", value -> true);
  }

  /**
   * Checks a value.
   *
   * @throws IllegalArgumentException if it is not allowed, naming the param
   */
  void check(String param, T value) {
    if (value == null || !condition.test(value)) {
      throw new IllegalArgumentException(
          "%s must be %s. Provided value: %s".formatted(param, text, value));
    }
  }
}

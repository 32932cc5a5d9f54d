package org.sparkdropout.ml.param;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The values of a param that chooses one of an enum's constants: {@code INVERSE_TIME} is written
 * {@code inverseTime}.
 *
 * @param <E> the enum
 */
public final class Choice<E extends Enum<E>> {
  private final Class<E> type;

  /**
   * The values of an enum's constants.
   *
   * @param type the enum
   */
  public Choice(Class<E> type) {
    this.type = type;
  }

  /**
   * All values.
   *
   * @return in the order of the constants
   */
  public List<String> values() {
    return Arrays.stream(type.getEnumConstants()).map(Choice::value).toList();
  }

  /**
   * The constant of a value.
   *
   * @param value an allowed one
   * @return the constant
   */
  public E constant(String value) {
    return Arrays.stream(type.getEnumConstants())
        .filter(constant -> value(constant).equals(value))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The value of a constant.
   *
   * @param constant of any enum
   * @return as users write it
   */
  public static String value(Enum<?> constant) {
    String[] words = constant.name().toLowerCase(Locale.ROOT).split("_", -1);
    for (int i = 1; i < words.length; i++) {
      words[i] = words[i].substring(0, 1).toUpperCase(Locale.ROOT) + words[i].substring(1);
    }
    return String.join("", words);
  }
}

package org.sparkdropout.job;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * What values a key may have, which follows from its default: a whole number (written 0), a number
 * (written 0.0), true or false, text, a list of one of these, or free options. A null default
 * stands for text or a list, of {@link #BY_NAME} for text or options.
 */
record SettingType(String key, ConfigValue byDefault) {
  /** Text that may also be written as options: numbers by name. */
  static final String BY_NAME = "train.classWeights";

  /**
   * Checks a value.
   *
   * @throws SettingsException naming the key, the value, where it was given and the default
   */
  void check(ConfigValue value) {
    boolean isByName = key.equals(BY_NAME) && value.valueType() == ConfigValueType.OBJECT;
    if (!isByName && !fits(byDefault, value)) {
      throw new SettingsException(
          "%s must be %s. Provided value: %s (%s). Default: %s"
              .formatted(
                  key,
                  name(byDefault),
                  text(value),
                  value.origin().description(),
                  text(byDefault)));
    }
  }

  private static boolean fits(ConfigValue model, ConfigValue value) {
    if (value.valueType() == ConfigValueType.NULL) {
      return model.valueType() == ConfigValueType.NULL;
    }
    String text = String.valueOf(value.unwrapped()).strip();
    return switch (model.valueType()) {
      case NUMBER -> isScalar(value) && (isWhole(model) ? isWhole(text) : isNumber(text));
      case BOOLEAN -> isScalar(value) && text.matches("true|false|yes|no|on|off");
      case STRING -> isScalar(value);
      case LIST -> value instanceof ConfigList list && elementsFit((ConfigList) model, list);
      case OBJECT -> value.valueType() == ConfigValueType.OBJECT;
      case NULL -> value.valueType() != ConfigValueType.OBJECT;
    };
  }

  private static boolean elementsFit(ConfigList model, ConfigList list) {
    return list.stream()
        .allMatch(value -> model.isEmpty() ? isScalar(value) : fits(model.get(0), value));
  }

  private static boolean isScalar(ConfigValue value) {
    return switch (value.valueType()) {
      case NUMBER, BOOLEAN, STRING -> true;
      case LIST, OBJECT, NULL -> false;
    };
  }

  /** Whether the default is written without a point: 0, not 0.0. */
  private static boolean isWhole(ConfigValue number) {
    return isWhole(number.atKey("number").getString("number"));
  }

  private static boolean isWhole(String text) {
    return text.matches("[+-]?\\d+") && new BigDecimal(text).toBigInteger().bitLength() < 64;
  }

  private static boolean isNumber(String text) {
    try {
      return Double.isFinite(Double.parseDouble(text));
    } catch (NumberFormatException notOne) {
      return false;
    }
  }

  private static String name(ConfigValue model) {
    return switch (model.valueType()) {
      case NUMBER -> isWhole(model) ? "a whole number" : "a number";
      case BOOLEAN -> "true or false";
      case STRING, NULL -> "text";
      case LIST -> "a list of " + elements((ConfigList) model);
      case OBJECT -> "a group of options";
    };
  }

  private static String elements(ConfigList model) {
    if (model.isEmpty()) {
      return "text";
    }
    return name(model.get(0)).replaceFirst("^a ", "").toLowerCase(Locale.ROOT) + "s";
  }

  private static String text(ConfigValue value) {
    return value.render(ConfigRenderOptions.concise());
  }
}

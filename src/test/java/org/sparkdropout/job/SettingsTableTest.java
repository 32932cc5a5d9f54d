package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkdropout.ml.param.Setting;
import org.sparkdropout.ml.param.TrainingSettings;

/** The reference configuration and the page of settings say what the table of settings says. */
class SettingsTableTest {
  private static final String PAGE = "src/site/markdown/settings.md";

  /** A row of the page. */
  private record Row(String name, String byDefault, String range) {}

  /** The rows of the table, by name; one that has several names is of Spark's own params. */
  private static Map<String, Row> page() throws IOException {
    return Files.readAllLines(Path.of(PAGE)).stream()
        .dropWhile(line -> !line.equals("## All settings of training"))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .filter(line -> line.matches("\\| `\\w+` \\|.*"))
        .map(line -> line.split("\\|", -1))
        .map(
            cells -> new Row(cells[1].replace("`", "").strip(), cells[2].strip(), cells[3].strip()))
        .collect(Collectors.toMap(Row::name, row -> row));
  }

  static List<Named<Setting<?>>> settings() {
    return named(setting -> true);
  }

  static List<Named<Setting<?>>> settingsWithRange() {
    return named(setting -> !ranges(setting).isEmpty());
  }

  private static List<Named<Setting<?>>> named(Predicate<Setting<?>> chosen) {
    return TrainingSettings.all().stream()
        .filter(chosen)
        .<Named<Setting<?>>>map(setting -> Named.of(setting.name(), setting))
        .toList();
  }

  /** A rule in the signs of the documents: parts that must be there; none for any value. */
  private static List<String> ranges(Setting<?> setting) {
    return ranges(setting.rule().text());
  }

  private static List<String> ranges(String rule) {
    if (rule.startsWith("at least ")) {
      return List.of(">= " + rule.substring("at least ".length()));
    } else if (rule.equals("in [0, Infinity)")) {
      return List.of(">= 0");
    } else if (rule.equals("in (0, Infinity)")) {
      return List.of("> 0");
    } else if (rule.startsWith("in ")) {
      return List.of(rule.substring("in ".length()));
    } else if (rule.matches("\\w+(, \\w+)* or \\w+")) {
      return List.of(rule.split(", | or ", -1));
    }
    return List.of();
  }

  private static String text(Object value) {
    if (!value.getClass().isArray()) {
      return value.toString();
    }
    return IntStream.range(0, Array.getLength(value))
        .mapToObj(index -> Array.get(value, index).toString())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** The comment above the key of a job. */
  private static String comment(Setting<?> setting) {
    String key = EstimatorSettings.key(setting.name());
    return String.join("\n", Reference.load().defaults().get(key).origin().comments());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at least 1 | >= 1",
        "in [0, Infinity) | >= 0",
        "in (0, Infinity) | > 0",
        "in [0, 1) | [0, 1)",
        "loss or error | loss;error",
        "auto, driver or slices | auto;driver;slices",
        "any value | ''"
      })
  void ranges_ofARule_areSigns(String rule, String signs) {
    assertThat(String.join(";", ranges(rule))).isEqualTo(signs);
  }

  @Test
  void page_hasARowForEachSetting() throws IOException {
    List<String> names = TrainingSettings.all().stream().<String>map(Setting::name).toList();
    assertThat(page().keySet()).containsExactlyInAnyOrderElementsOf(names);
  }

  @ParameterizedTest
  @MethodSource("settings")
  void page_row_saysTheDefault(Setting<?> setting) throws IOException {
    assertThat(page().get(setting.name()).byDefault())
        .isEqualTo(setting.initial().map(SettingsTableTest::text).orElse(""));
  }

  @ParameterizedTest
  @MethodSource("settingsWithRange")
  void page_row_saysTheRange(Setting<?> setting) throws IOException {
    String range = page().get(setting.name()).range().replace("each ", "");
    boolean isChoice = ranges(setting).size() > 1;
    assertThat(isChoice ? List.of(range.split(", ", -1)) : List.of(range))
        .containsExactlyInAnyOrderElementsOf(ranges(setting));
  }

  @ParameterizedTest
  @MethodSource("settingsWithRange")
  void reference_comment_saysTheRange(Setting<?> setting) {
    assertThat(comment(setting)).contains(ranges(setting));
  }
}

package org.sparkdropout.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.sparkdropout.keras.KerasModelJson.dense;
import static org.sparkdropout.keras.KerasModelJson.input;
import static org.sparkdropout.keras.KerasModelJson.layer;
import static org.sparkdropout.keras.KerasModelJson.sequential;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers in Rescaling and Normalization, in the forms in which Keras 3 takes and saves them. */
class InputScaleTest {
  private static InputScale scale(String type, String settings) {
    Sequential model =
        sequential(
            input("[null, 2, 2]"),
            layer(type, "s", settings),
            layer("Flatten", "f", ""),
            dense("out", 2, "softmax"));
    return InputScale.of(model, Map.of());
  }

  private static double[] scaled(InputScale scale, double... features) {
    return IntStream.range(0, features.length)
        .mapToDouble(i -> (features[i] - scale.mean()[i]) * scale.factor()[i] + scale.offset()[i])
        .toArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "0.5 | 0.5 | 0.5 | 0.5 | 0.5",
        "[0.5] | 0.5 | 0.5 | 0.5 | 0.5",
        "[2, 3] | 2 | 3 | 2 | 3",
        "[[2], [3]] | 2 | 2 | 3 | 3",
        "[[2, 3]] | 2 | 3 | 2 | 3",
        "[[2, 3], [4, 5]] | 2 | 3 | 4 | 5",
        "[[[2, 3], [4, 5]]] | 2 | 3 | 4 | 5",
        "{'class_name': '__numpy__', 'config': {'value': [2, 3], 'dtype': 'float64'}} | 2|3|2|3",
      })
  void rescaling_numbersOfAnyForm_areBroadcastAsNumpyDoes(
      String form, double first, double second, double third, double fourth) {
    InputScale factors = scale("Rescaling", "'scale': %s, 'offset': 1".formatted(form));
    assertThat(scaled(factors, 1, 1, 1, 1))
        .containsExactly(first + 1, second + 1, third + 1, fourth + 1);
    InputScale offsets = scale("Rescaling", "'scale': 1, 'offset': " + form);
    assertThat(scaled(offsets, 0, 0, 0, 0)).containsExactly(first, second, third, fourth);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"[1, 2, 3]", "[[1, 2], [3]]", "'0.5'", "{'class_name': 'Tensor'}", "null", "[]"})
  void rescaling_otherNumbers_areRefused(String form) {
    assertThatThrownBy(() -> scale("Rescaling", "'scale': 1, 'offset': " + form))
        .isInstanceOf(KerasFormatException.class)
        .hasMessage(
            "offset of Rescaling 's' must be one number, or numbers for the shape [2, 2]. Provided: %s. Give it so, and save the model again",
            KerasModelJson.json(form));
  }

  @Test
  void normalization_inverted_goesBack() {
    String known = "'axis': [-1], 'mean': [10, 20], 'variance': [4, 9], 'invert': ";
    InputScale there = scale("Normalization", known + "false");
    InputScale back = scale("Normalization", known + "true");
    assertThat(scaled(there, 12, 26, 8, 14)).containsExactly(1, 2, -1, -2);
    assertThat(scaled(back, 1, 2, -1, -2)).containsExactly(12, 26, 8, 14);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'axis': null, 'mean': 2, 'variance': 4 | -1 | -0.5 | 0 | 0.5",
        "'axis': [], 'mean': 2, 'variance': 4 | -1 | -0.5 | 0 | 0.5",
        "'axis': [-1], 'mean': [1], 'variance': [4, 1] | -0.5 | 0 | 0.5 | 2",
        "'axis': 1, 'mean': [0, 2], 'variance': [1, 4] | 0 | 1 | 0 | 0.5",
      })
  void normalization_knownStatistics_areThoseOfTheirAxes(
      String settings, double first, double second, double third, double fourth) {
    assertThat(scaled(scale("Normalization", settings), 0, 1, 2, 3))
        .containsExactly(new double[] {first, second, third, fourth}, within(1e-12));
  }
}

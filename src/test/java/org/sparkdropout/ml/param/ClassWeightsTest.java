package org.sparkdropout.ml.param;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.ml.DropoutClassifier;

class ClassWeightsTest {
  @ParameterizedTest
  @ValueSource(strings = {"balanced", " balanced "})
  void parse_balanced_isBalanced(String text) {
    assertThat(ClassWeights.parse(text).orElseThrow().isBalanced()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "yes = 5, no = 1 | {no=1.0, yes=5.0}",
        "yes=5,no=1e-3 | {no=0.001, yes=5.0}",
        "0 = 0, 12 = +2.5 | {0=0.0, 12=2.5}",
        "v1.2 a b = 3 | {v1.2 a b=3.0}",
        "\"a, b = c\" = 3, d = 1 | {a, b = c=3.0, d=1.0}",
        "\"\\\"q\\\" \\\\\" = 3 | {\"q\" \\=3.0}",
        "balanced = 2 | {balanced=2.0}"
      })
  void parse_weights_areByClass(String text, String byClass) {
    ClassWeights weights = ClassWeights.parse(text).orElseThrow();
    assertThat(weights.byClass()).hasToString(byClass);
    assertThat(weights.isBalanced()).isFalse();
    assertThat(ClassWeights.parse(ClassWeights.text(weights.byClass()))).contains(weights);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "equal",
        "yes",
        "yes = ",
        "= 5",
        "yes = many",
        "yes = e",
        "yes = -1",
        "yes = NaN",
        "yes = 1e999",
        "yes = 5,",
        "yes = 5 no = 1",
        "yes = 5, yes = 1",
        "yes = 5, \"yes\" = 1",
        "\"yes = 5",
        "balanced, yes = 5"
      })
  void set_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> new DropoutClassifier().setClassWeights(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "classWeights must be balanced, or one finite weight of at least 0 for each class that"
                + " it names, such as yes = 5, no = 1. Provided value: "
                + text);
  }

  @Test
  void set_aMap_isItsText() {
    DropoutClassifier classifier =
        new DropoutClassifier().setClassWeights(Map.of("yes", 5, "no, never", 0.5));
    assertThat(classifier.getClassWeights()).isEqualTo("\"no, never\" = 0.5, yes = 5");
  }
}

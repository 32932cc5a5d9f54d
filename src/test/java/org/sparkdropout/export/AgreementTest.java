package org.sparkdropout.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparkdropout.export.Sample.Answer;

class AgreementTest {
  private static final Agreement AGREEMENT =
      Agreement.ofClasses("model.onnx", "ONNX Runtime", List.of());

  private static Answer answer(int prediction, Double... probabilities) {
    return new Answer(List.of(probabilities), prediction, Optional.empty());
  }

  private static void assertRefused(List<Answer> expected, List<Answer> found, String how) {
    assertThatThrownBy(() -> AGREEMENT.check(expected, found))
        .isInstanceOf(ExportException.class)
        .hasMessage(
            "model.onnx must answer as the model does, to 1e-05 in every probability. "
                + how
                + ". No file was kept: leave this format out, and report the model");
  }

  @Test
  void check_withinTolerance_isTheLargestDifference() {
    List<Answer> expected = List.of(answer(0, 0.7, 0.3), answer(1, 0.2, 0.8));
    List<Answer> found = List.of(answer(0, 0.7, 0.3), answer(1, 0.200004, 0.799996));
    assertThat(AGREEMENT.check(expected, found)).isBetween(3.9e-6, 4.1e-6);
  }

  @Test
  void check_beyondTolerance_saysWhichRowAndByHowMuch() {
    List<Answer> expected = List.of(answer(0, 0.7, 0.3), answer(1, 0.25, 0.75));
    List<Answer> found = List.of(answer(0, 0.7, 0.3), answer(1, 0.5, 0.5));
    assertRefused(
        expected,
        found,
        "Row 1, class 0: ONNX Runtime gives the probability 0.5, the model 0.25, a difference of"
            + " 0.250");
  }

  @Test
  void check_NaNOnOneSide_differs() {
    assertRefused(
        List.of(answer(0, 0.7, 0.3)),
        List.of(answer(-1, Double.NaN, Double.NaN)),
        "Row 0, class 0: ONNX Runtime gives the probability NaN, the model 0.7, a difference of"
            + " NaN");
  }

  @Test
  void check_NaNOnBothSides_agrees() {
    List<Answer> none = List.of(answer(-1, Double.NaN, Double.NaN));
    assertThat(AGREEMENT.check(none, none)).isZero();
  }

  @Test
  void check_otherClass_differs() {
    assertRefused(
        List.of(answer(0, 0.7, 0.3)),
        List.of(answer(1, 0.7, 0.3)),
        "Row 0: ONNX Runtime predicts class 1, the model 0");
  }

  @Test
  void check_otherClassOfATie_agrees() {
    List<Answer> expected = List.of(answer(0, 0.500001, 0.499999));
    assertThat(AGREEMENT.check(expected, List.of(answer(1, 0.499999, 0.500001)))).isPositive();
  }

  @Test
  void check_tieByThresholds_agrees() {
    Agreement thresholds = Agreement.ofClasses("model.onnx", "ONNX Runtime", List.of(0.7, 0.3));
    List<Answer> expected = List.of(answer(0, 0.7, 0.3));
    assertThat(thresholds.check(expected, List.of(answer(1, 0.7, 0.3)))).isZero();
    List<Answer> clear = List.of(answer(0, 0.8, 0.2));
    assertThatThrownBy(() -> thresholds.check(clear, List.of(answer(1, 0.8, 0.2))))
        .hasMessageContaining("Row 0: ONNX Runtime predicts class 1, the model 0");
  }

  @Test
  void check_fewerRows_differs() {
    assertRefused(List.of(answer(0, 0.7, 0.3)), List.of(), "ONNX Runtime answers to 0 rows of 1");
  }

  @Test
  void check_fewerClasses_differs() {
    assertRefused(
        List.of(answer(0, 0.7, 0.3)),
        List.of(answer(0, 1.0)),
        "Row 0: ONNX Runtime gives 1 probabilities, the model 2");
  }

  @Test
  void check_otherText_differs() {
    List<Answer> expected = List.of(new Answer(List.of(0.7, 0.3), 0, Optional.of("Adelie")));
    List<Answer> found = List.of(new Answer(List.of(0.7, 0.3), 0, Optional.of("Gentoo")));
    assertRefused(
        expected,
        found,
        "Row 0: ONNX Runtime predicts the label Optional[Gentoo], the model Optional[Adelie]");
  }

  private static final Agreement NUMBERS =
      Agreement.ofNumbers("model.onnx", "ONNX Runtime", (place, value) -> place == 0 ? 100 : 1);

  private static List<Answer> numbers(Double... values) {
    return List.of(Answer.ofNumbers(List.of(values)));
  }

  @Test
  void check_numbersWithinTolerance_isTheLargestDifferenceInTheirUnits() {
    assertThat(NUMBERS.check(numbers(5000.0, 3.0), numbers(5000.0004, 3.000001)))
        .isBetween(3.9e-6, 4.1e-6);
  }

  @Test
  void check_numberBeyondTolerance_saysWhichAndByHowMuch() {
    assertThatThrownBy(() -> NUMBERS.check(numbers(5000.0, 3.0), numbers(5000.0, 3.5)))
        .isInstanceOf(ExportException.class)
        .hasMessage(
            "model.onnx must answer as the model does, to 1e-05 of the label's standard deviation"
                + " in every number. Row 0, number 1: ONNX Runtime gives 3.5, the model 3.0, a"
                + " difference of 0.500 deviations. No file was kept: leave this format out, and"
                + " report the model");
  }

  @Test
  void check_fewerNumbers_differs() {
    assertThatThrownBy(() -> NUMBERS.check(numbers(5000.0, 3.0), numbers(5000.0)))
        .hasMessageContaining("Row 0: ONNX Runtime gives 1 numbers, the model 2");
  }
}

package org.sparkdropout.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sparkdropout.export.Sample.Answer;

class AgreementTest {
  private static final Agreement AGREEMENT = new Agreement("model.onnx", "ONNX Runtime", List.of());

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
    Agreement thresholds = new Agreement("model.onnx", "ONNX Runtime", List.of(0.7, 0.3));
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
}

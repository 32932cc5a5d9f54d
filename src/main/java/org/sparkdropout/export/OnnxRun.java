package org.sparkdropout.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sparkdropout.onnx.OnnxSession;

/** Answers of ONNX Runtime. */
final class OnnxRun {
  static final String NAME = "ONNX Runtime";

  private OnnxRun() {}

  /**
   * Runs a file on rows.
   *
   * @param file the model
   * @param inputs arrays by name
   * @param form of its answers
   * @param label the output with the text of the predicted class, if there is one
   */
  static List<Sample.Answer> answers(
      byte[] file, Map<String, Object> inputs, AnswerForm form, Optional<String> label) {
    try (OnnxSession session = OnnxSession.open(file)) {
      return form.ofOnnx(session.run(inputs), label);
    }
  }
}

package org.sparkdropout.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sparkdropout.onnx.OnnxOutputs;
import org.sparkdropout.onnx.OnnxSession;

/** Asks ONNX Runtime. */
final class OnnxRun {
  static final String NAME = "ONNX Runtime";

  private OnnxRun() {}

  /**
   * Runs a file on rows.
   *
   * @param names of its outputs
   * @param label the name of the output of labels' texts, if it has one
   */
  static List<Sample.Answer> answers(
      byte[] file, Map<String, Object> inputs, OnnxOutputs names, Optional<String> label) {
    try (OnnxSession session = OnnxSession.open(file)) {
      Map<String, Object> outputs = session.run(inputs);
      float[][] probabilities = (float[][]) outputs.get(names.probabilities());
      long[] predictions = (long[]) outputs.get(names.prediction());
      Optional<String[]> labels = label.map(name -> (String[]) outputs.get(name));
      List<Sample.Answer> answers = new ArrayList<>();
      for (int row = 0; row < probabilities.length; row++) {
        int place = row;
        answers.add(
            new Sample.Answer(
                list(probabilities[row]),
                (int) predictions[row],
                labels.map(texts -> texts[place])));
      }
      return answers;
    }
  }

  static List<Double> list(float[] values) {
    return IntStream.range(0, values.length).mapToObj(i -> (double) values[i]).toList();
  }
}

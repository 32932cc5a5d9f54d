package org.sparkdropout.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.head.TargetScale;

/** What the outputs of a network that answers with numbers mean, as JSON. */
final class AnswerJson {
  private static final String QUANTILES = "quantiles";

  private AnswerJson() {}

  static void write(NumberAnswer answer, ObjectNode node) {
    TargetScaleJson.write(answer.scale(), node);
    if (answer.quantiles().length > 0) {
      TargetScaleJson.write(answer.quantiles(), node.putArray(QUANTILES));
    }
  }

  /**
   * Reads an answer.
   *
   * @param outputs of its network
   * @throws IllegalArgumentException if a field is missing or wrong
   */
  static NumberAnswer read(JsonNode node, int outputs) {
    TargetScale scale = TargetScaleJson.read(node);
    NumberAnswer answer =
        node.has(QUANTILES)
            ? NumberAnswer.ofQuantiles(scale, TargetScaleJson.numbers(node, QUANTILES))
            : NumberAnswer.of(scale);
    if (answer.width() != outputs) {
      throw new IllegalArgumentException(
          "the answer has %d numbers, the network %d outputs".formatted(answer.width(), outputs));
    }
    return answer;
  }
}

package org.sparkdropout.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.Validation;

/** An {@link EpochRecord} as JSON. */
public final class EpochJson {
  private EpochJson() {}

  /**
   * Writes a record.
   *
   * @param epoch what to write
   * @param node receives its fields
   */
  public static void write(EpochRecord epoch, ObjectNode node) {
    node.put("epoch", epoch.epoch()).put("loss", epoch.loss()).put("error", epoch.error());
    epoch
        .validation()
        .ifPresent(
            validation ->
                node.put("validationLoss", validation.loss())
                    .put("validationError", validation.error()));
    node.put("learningRate", epoch.learningRate())
        .put("samplesPerSecond", epoch.samplesPerSecond())
        .put("stepSeconds", epoch.stepSeconds())
        .put("averagingSeconds", epoch.averagingSeconds());
  }

  /**
   * Reads a record.
   *
   * @param node what {@link #write} has filled
   * @return an equal record
   * @throws IllegalArgumentException if a field is missing or wrong
   */
  public static EpochRecord read(JsonNode node) {
    return new EpochRecord(
        Json.integer(node, "epoch"),
        Json.number(node, "loss"),
        Json.number(node, "error"),
        readValidation(node),
        Json.number(node, "learningRate"),
        Json.number(node, "samplesPerSecond"),
        Json.number(node, "stepSeconds"),
        Json.number(node, "averagingSeconds"));
  }

  private static Optional<Validation> readValidation(JsonNode node) {
    if (!node.has("validationLoss")) {
      return Optional.empty();
    }
    return Optional.of(
        new Validation(Json.number(node, "validationLoss"), Json.number(node, "validationError")));
  }
}

package org.sparkdropout.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.Validation;

/** A {@link TrainingSummary} as JSON. */
final class SummaryJson {
  private SummaryJson() {}

  static ObjectNode write(TrainingSummary summary) {
    ObjectNode root =
        Json.object()
            .put("network", summary.network())
            .put("parameters", summary.parameters())
            .put("epochs", summary.epochs())
            .put("batchSize", summary.batchSize())
            .put("replicas", summary.replicas())
            .put("averagingInterval", summary.averagingInterval())
            .put("trainingRows", summary.trainingRows())
            .put("validationRows", summary.validationRows())
            .put("unusableRows", summary.unusableRows())
            .put("bestEpoch", summary.bestEpoch())
            .put("stoppedEarly", summary.stoppedEarly());
    ArrayNode history = root.putArray("history");
    summary.history().forEach(epoch -> write(epoch, history.addObject()));
    return root;
  }

  private static void write(EpochRecord epoch, ObjectNode node) {
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

  static TrainingSummary read(JsonNode root) {
    return new TrainingSummary(
        Json.text(root, "network"),
        Json.integer(root, "parameters"),
        Json.integer(root, "epochs"),
        Json.integer(root, "batchSize"),
        Json.integer(root, "replicas"),
        Json.integer(root, "averagingInterval"),
        Json.whole(root, "trainingRows"),
        Json.whole(root, "validationRows"),
        Json.whole(root, "unusableRows"),
        StreamSupport.stream(Json.field(root, "history").spliterator(), false)
            .map(SummaryJson::readEpoch)
            .toList(),
        Json.integer(root, "bestEpoch"),
        Json.flag(root, "stoppedEarly"));
  }

  private static EpochRecord readEpoch(JsonNode node) {
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

package org.sparkdropout.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.StreamSupport;
import org.sparkdropout.head.ErrorMeasure;

/** A {@link TrainingSummary} as JSON. */
final class SummaryJson {
  /** Left out where it is the share of wrong classes. */
  private static final String MEASURE = "errorMeasure";

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
    summary.history().forEach(epoch -> EpochJson.write(epoch, history.addObject()));
    if (!summary.warnings().isEmpty()) {
      summary.warnings().forEach(root.putArray("warnings")::add);
    }
    if (summary.measure() != ErrorMeasure.CLASSIFICATION_ERROR) {
      root.put(MEASURE, summary.measure().name());
    }
    return root;
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
            .map(EpochJson::read)
            .toList(),
        Json.integer(root, "bestEpoch"),
        Json.flag(root, "stoppedEarly"),
        StreamSupport.stream(root.path("warnings").spliterator(), false)
            .map(JsonNode::asText)
            .toList(),
        root.has(MEASURE)
            ? ErrorMeasure.valueOf(Json.text(root, MEASURE))
            : ErrorMeasure.CLASSIFICATION_ERROR);
  }
}

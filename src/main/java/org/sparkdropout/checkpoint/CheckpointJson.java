package org.sparkdropout.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.Defect;
import org.sparkdropout.head.Tally;
import org.sparkdropout.model.EpochJson;
import org.sparkdropout.model.Json;
import org.sparkdropout.model.TargetScaleJson;
import org.sparkdropout.train.EpochTotals;
import org.sparkdropout.train.RunState;

/** The header of a checkpoint as JSON. Numbers come back with all their bits. */
final class CheckpointJson {
  private static final int VERSION = 1;
  private static final String SCALE = "targetScale";

  private CheckpointJson() {}

  static ObjectNode write(Checkpoint checkpoint) {
    RunState state = checkpoint.state();
    ObjectNode root =
        Json.object()
            .put("version", VERSION)
            .put("createdAt", checkpoint.createdAt().toString())
            .put("epochs", state.history().size())
            .put("parameters", state.common().replica().weights().length)
            .put("hasOuterVelocity", state.common().outerVelocity().length > 0)
            .put("hasWeightAverage", state.common().weightAverage().length > 0)
            .put("hasBestWeights", state.best().weights().length > 0)
            .put("bestEpoch", state.best().epoch())
            .put("bestWatched", state.best().watched());
    ArrayNode arrays = root.putArray("optimizerArrays");
    for (float[] array : state.common().replica().arrays()) {
      arrays.add(array.length);
    }
    write(checkpoint.run(), root.putObject("run"));
    write(state.unfinished(), root.putObject("unfinishedEpoch"));
    ArrayNode families = root.putArray("kernelFamilies");
    state.kernelFamilies().forEach(families::add);
    ArrayNode history = root.putArray("history");
    state.history().forEach(epoch -> EpochJson.write(epoch, history.addObject()));
    return root;
  }

  private static void write(RunIdentity run, ObjectNode node) {
    node.put("fingerprint", run.fingerprint())
        .put("validationFingerprint", run.validationFingerprint())
        .put("replicas", run.replicas())
        .put("weightScale", run.weightScale())
        .put("sparkDropout", run.version());
    run.settings().forEach(node.putObject("settings")::put);
    DataProfile profile = run.profile();
    ObjectNode data =
        node.putObject("data")
            .put("rows", profile.rows())
            .put("trainingRows", profile.trainingRows())
            .put("validationRows", profile.validationRows())
            .put("unusableRows", profile.unusableRows())
            .put("features", profile.width())
            .put("classes", profile.classes());
    ObjectNode defects = data.putObject("defects");
    profile.defects().forEach((defect, rows) -> defects.put(defect.name(), rows));
    ArrayNode perClass = data.putArray("trainingRowsPerClass");
    profile.trainingRowsPerClass().forEach(perClass::add);
    profile.scale().ifPresent(scale -> TargetScaleJson.write(scale, data.putObject(SCALE)));
  }

  private static void write(EpochTotals totals, ObjectNode node) {
    Tally.Sums sums = totals.tally().sums();
    node.put("rounds", totals.rounds())
        .put("stepSeconds", totals.stepSeconds())
        .put("roundSeconds", totals.roundSeconds())
        .put("examples", sums.examples())
        .put("weight", sums.weight())
        .put("loss", sums.loss())
        .put("wrong", sums.error());
  }

  /**
   * Reads a header.
   *
   * @throws CheckpointException if its version is newer
   * @throws IllegalArgumentException if a field is missing or wrong
   */
  static CheckpointHeader read(JsonNode root, String where) {
    int version = Json.integer(root, "version");
    if (version != VERSION) {
      throw new CheckpointException(
          "A checkpoint's format version must be %d. %s has version %d: go on with the Spark Dropout that wrote it"
              .formatted(VERSION, where, version));
    }
    int parameters = Json.integer(root, "parameters");
    return new CheckpointHeader(
        parameters,
        readArrays(root, parameters),
        Json.flag(root, "hasOuterVelocity"),
        root.has("hasWeightAverage") && Json.flag(root, "hasWeightAverage"),
        Json.flag(root, "hasBestWeights"),
        readRun(Json.field(root, "run")),
        readTotals(Json.field(root, "unfinishedEpoch")),
        elements(root, "history").map(EpochJson::read).toList(),
        Json.integer(root, "bestEpoch"),
        Json.number(root, "bestWatched"),
        readFamilies(root),
        Instant.parse(Json.text(root, "createdAt")));
  }

  /**
   * The first versions wrote the length of one array, the velocity, or nothing if it was as usual.
   */
  private static List<Integer> readArrays(JsonNode root, int parameters) {
    if (root.has("optimizerArrays")) {
      return elements(root, "optimizerArrays").map(JsonNode::intValue).toList();
    }
    int velocity = root.has("velocity") ? Json.integer(root, "velocity") : parameters;
    return velocity == 0 ? List.of() : List.of(velocity);
  }

  private static RunIdentity readRun(JsonNode node) {
    SortedMap<String, String> settings = new TreeMap<>();
    JsonNode kept = Json.field(node, "settings");
    kept.fieldNames().forEachRemaining(name -> settings.put(name, Json.text(kept, name)));
    return new RunIdentity(
        settings,
        readProfile(Json.field(node, "data")),
        Json.text(node, "fingerprint"),
        Json.text(node, "validationFingerprint"),
        Json.integer(node, "replicas"),
        Json.number(node, "weightScale"),
        Json.text(node, "sparkDropout"));
  }

  private static DataProfile readProfile(JsonNode data) {
    SortedMap<Defect, Long> defects = new TreeMap<>();
    JsonNode kept = Json.field(data, "defects");
    kept.fieldNames()
        .forEachRemaining(name -> defects.put(Defect.valueOf(name), Json.whole(kept, name)));
    List<Long> perClass = elements(data, "trainingRowsPerClass").map(JsonNode::longValue).toList();
    return new DataProfile(
        Json.whole(data, "rows"),
        Json.whole(data, "trainingRows"),
        Json.whole(data, "validationRows"),
        Json.whole(data, "unusableRows"),
        defects,
        Json.integer(data, "features"),
        Json.integer(data, "classes"),
        perClass,
        data.has(SCALE) ? Optional.of(TargetScaleJson.read(data.get(SCALE))) : Optional.empty());
  }

  private static EpochTotals readTotals(JsonNode node) {
    Tally.Sums sums =
        new Tally.Sums(
            Json.whole(node, "examples"),
            Json.number(node, "weight"),
            Json.number(node, "loss"),
            Json.number(node, "wrong"));
    return new EpochTotals(
        Json.integer(node, "rounds"),
        Tally.of(sums),
        Json.number(node, "stepSeconds"),
        Json.number(node, "roundSeconds"));
  }

  private static SortedSet<String> readFamilies(JsonNode root) {
    return new TreeSet<>(elements(root, "kernelFamilies").map(JsonNode::asText).toList());
  }

  private static Stream<JsonNode> elements(JsonNode node, String name) {
    return StreamSupport.stream(Json.field(node, name).spliterator(), false);
  }
}

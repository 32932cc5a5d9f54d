package org.sparkdropout.onnx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.model.Json;
import org.sparkdropout.model.ModelFormatException;
import org.sparkdropout.model.ModelJson;
import org.sparkdropout.model.Provenance;
import org.sparkdropout.model.TrainingSummary;
import org.sparkdropout.model.WeightBytes;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.ExportedNetwork;

/**
 * A network with all that its ONNX file says of it, from which the model can be made again.
 *
 * @param network scaled for inference
 * @param summary how it was trained
 * @param provenance what it was made from and by
 * @param uid of the Spark ML model
 * @param params that were set, by name, as Spark ML writes them in JSON
 */
public record OnnxNetwork(
    ExportedNetwork network,
    TrainingSummary summary,
    Provenance provenance,
    String uid,
    SortedMap<String, String> params) {
  private static final String FORMAT = "format";
  private static final String NETWORK = "spark-dropout-network";
  private static final String OTHERS = "spark-dropout-%s-network";
  private static final Pattern OF_OTHERS = Pattern.compile(OTHERS.formatted("(\\w+)"));
  private static final String PIPELINE = "spark-dropout-pipeline";
  private static final String DIGEST = "weightsSha256";

  /** Left out where it is not known. */
  private static final String DROPOUT = "dropout";

  /** The scale and the quantiles of a network for numbers; without it, a network is for classes. */
  private static final String ANSWER = "answer";

  /**
   * Takes what is known of a network.
   *
   * @param network scaled for inference
   * @param summary how it was trained
   * @param provenance what it was made from and by
   * @param uid of the Spark ML model
   * @param params that were set, by name, as Spark ML writes them in JSON; copied
   */
  public OnnxNetwork {
    params = new TreeMap<>(params);
  }

  /**
   * What the file of the network itself says.
   *
   * @return texts by key
   */
  public Map<String, String> metadata() {
    return metadata(format(network.engine()));
  }

  private static String format(String engine) {
    return engine.equals(DenseNetwork.ENGINE) ? NETWORK : OTHERS.formatted(engine);
  }

  /**
   * What the file of a pipeline with this network says.
   *
   * @return texts by key
   */
  public Map<String, String> pipelineMetadata() {
    return metadata(PIPELINE);
  }

  private Map<String, String> metadata(String format) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, format);
    metadata.put("dataFingerprint", provenance.dataFingerprint());
    metadata.put("trainingRows", Long.toString(provenance.trainingRows()));
    metadata.put("seed", Long.toString(provenance.seed()));
    metadata.put("createdAt", provenance.createdAt().toString());
    metadata.put(DIGEST, WeightBytes.digest(network));
    if (network instanceof DenseNetwork dense) {
      dense
          .weights()
          .dropout()
          .ifPresent(dropout -> metadata.put(DROPOUT, ModelJson.write(dropout)));
    }
    if (network.answer() instanceof NumberAnswer numbers) {
      metadata.put(ANSWER, ModelJson.write(numbers));
    }
    metadata.put("uid", uid);
    ObjectNode json = Json.object();
    params.forEach(json::put);
    metadata.put("params", new String(Json.bytes(json), StandardCharsets.UTF_8));
    metadata.put("provenance", ModelJson.write(provenance));
    metadata.put("summary", ModelJson.write(summary));
    return metadata;
  }

  /**
   * Reads a network that was exported, with or without Dropout nodes.
   *
   * @param file the bytes of the ONNX file
   * @param where its name, for messages
   * @return the network
   * @throws ModelFormatException if it is no ONNX file, is of other versions or another producer,
   *     holds another graph than a dense network, weights that are not finite or do not fit one
   *     another, or other weights than it was exported with
   */
  public static OnnxNetwork read(byte[] file, String where) {
    OnnxFile opened = OnnxFile.open(file, where);
    Map<String, String> metadata = opened.metadata();
    checkFormat(metadata, where);
    DenseReader.End end =
        metadata.containsKey(ANSWER) ? DenseReader.End.NUMBERS : DenseReader.End.CLASSES;
    InferenceNetwork weights = new DenseReader(opened.graph(), end, where).read();
    String digest = WeightBytes.digest(weights.parameters());
    if (!digest.equals(metadata.get(DIGEST))) {
      throw new ModelFormatException(
          "Weights must be those that were exported, with the SHA-256 %s. Those of %s have %s: the file was changed. Export the model again"
              .formatted(metadata.get(DIGEST), where, digest));
    }
    try {
      return new OnnxNetwork(
          network(metadata, dropped(metadata, weights)),
          ModelJson.summary(required(metadata, "summary")),
          ModelJson.provenance(required(metadata, "provenance")),
          required(metadata, "uid"),
          params(required(metadata, "params")));
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          "Metadata must be as they were exported. Those of %s are not: %s. Export the model again"
              .formatted(where, e.getMessage()),
          e);
    }
  }

  private static DenseNetwork network(Map<String, String> metadata, InferenceNetwork network) {
    String json = metadata.get(ANSWER);
    return json == null
        ? new DenseNetwork(network)
        : new DenseNetwork(network, ModelJson.answer(json, network.topology().outputs()));
  }

  private static InferenceNetwork dropped(Map<String, String> metadata, InferenceNetwork network) {
    String json = metadata.get(DROPOUT);
    return json == null
        ? network
        : network.trainedWith(ModelJson.dropout(json, network.topology()));
  }

  private static void checkFormat(Map<String, String> metadata, String where) {
    String format = metadata.get(FORMAT);
    if (PIPELINE.equals(format)) {
      throw new ModelFormatException(
          "A model can be made of the ONNX file of a network. %s holds a whole pipeline: name the model.onnx that was exported with it"
              .formatted(where));
    }
    Matcher other = OF_OTHERS.matcher(String.valueOf(format));
    if (other.matches()) {
      throw new ModelFormatException(
          "A model can be made of the ONNX file of a network of our own engine. %s holds a network of the engine %s: load the model that was saved with it"
              .formatted(where, other.group(1)));
    }
    if (!NETWORK.equals(format)) {
      throw new ModelFormatException(
          "The metadata of an exported network must have %s = %s. In %s it is: %s. Export the model again"
              .formatted(FORMAT, NETWORK, where, format));
    }
  }

  private static String required(Map<String, String> metadata, String key) {
    String value = metadata.get(key);
    if (value == null) {
      throw new IllegalArgumentException("there is no " + key);
    }
    return value;
  }

  private static SortedMap<String, String> params(String json) {
    JsonNode root = Json.parse(json.getBytes(StandardCharsets.UTF_8));
    SortedMap<String, String> params = new TreeMap<>();
    root.fieldNames().forEachRemaining(name -> params.put(name, Json.text(root, name)));
    return params;
  }
}

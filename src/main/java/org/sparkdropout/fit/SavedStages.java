package org.sparkdropout.fit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.model.Json;
import org.sparkdropout.model.ModelFolder;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.prepare.FeatureEncoderModel;
import org.sparkdropout.prepare.LabelText;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.ExportedNetwork;

/** The folders of a saved model or pipeline: those of its stages, in order. */
final class SavedStages {
  private static final String RULE =
      "initialModel must name the folder of a saved model, of a saved pipeline that holds one, or the output of jobs/train";

  private final String path;
  private final Configuration hadoop;
  private final FileSystem files;
  private final List<Path> stages = new ArrayList<>();

  private SavedStages(String path, Configuration hadoop) throws IOException {
    this.path = path;
    this.hadoop = hadoop;
    Path folder = new Path(path);
    this.files = folder.getFileSystem(hadoop);
    add(folder);
  }

  /**
   * Reads the last network of a folder, and what its pipeline calls features and classes.
   *
   * @param path as the user wrote it
   * @param hadoop how to reach it
   * @throws UnsupportedNetworkException if it holds no network of our own engine
   * @throws org.sparkdropout.model.ModelFormatException if a file of the network is damaged
   */
  static InitialModel initialModel(String path, Configuration hadoop) {
    try {
      return Described.job(
          SparkSession.active().sparkContext(),
          "read the initial model",
          () -> new SavedStages(path, hadoop).read());
    } catch (IOException failure) {
      throw new UncheckedIOException(
          "%s, and must be readable. Provided: %s".formatted(RULE, path), failure);
    }
  }

  /** A folder's stages; pipelines within pipelines are opened. */
  private void add(Path folder) throws IOException {
    Path inner = new Path(folder, "stages");
    Path ofJob = new Path(folder, "model");
    if (files.exists(inner)) {
      Path[] sorted =
          Arrays.stream(files.listStatus(inner))
              .map(FileStatus::getPath)
              .sorted()
              .toArray(Path[]::new);
      for (Path stage : sorted) {
        add(stage);
      }
    } else if (isStage(folder)) {
      stages.add(folder);
    } else if (isStage(ofJob)) {
      add(ofJob);
    }
  }

  private boolean isStage(Path folder) throws IOException {
    return files.exists(new Path(folder, "metadata"));
  }

  private InitialModel read() throws IOException {
    Path last = null;
    List<String> features = List.of();
    for (Path stage : stages) {
      if (files.exists(new Path(stage, ModelFolder.NETWORK))) {
        last = stage;
      } else if (is(FeatureEncoderModel.class, stage)) {
        features = InitialModel.featureNames(FeatureEncoderModel.load(stage.toString()).features());
      }
    }
    if (last == null) {
      String found = files.exists(new Path(path)) ? "which holds none" : "where there is nothing";
      throw new UnsupportedNetworkException(
          "%s. Provided: %s, %s. Check the path".formatted(RULE, path, found));
    }
    DenseNetwork network = dense(last);
    return new InitialModel(path, network.weights(), network.answer(), classes(last), features);
  }

  private DenseNetwork dense(Path folder) throws IOException {
    ExportedNetwork network = new ModelFolder(folder.toString(), hadoop).read().network();
    if (network instanceof DenseNetwork dense) {
      return dense;
    }
    throw new UnsupportedNetworkException(
        "initialModel must be a dense network of our own engine. Provided: %s, which is one of engine = %s: %s. Start from a model that was trained with engine = blas"
            .formatted(path, network.engine(), network));
  }

  /** What the stage that makes the label, or the one that puts it into words, calls the classes. */
  private List<String> classes(Path network) {
    String label = param(network, "labelCol").asText();
    for (Path stage : stages) {
      List<String> names = List.of();
      if (is(LabelText.class, stage)) {
        names = LabelText.load(stage.toString()).texts();
      } else if (is(StringIndexerModel.class, stage)) {
        names = indexed(label, stage);
      }
      if (!names.isEmpty()) {
        return names;
      }
    }
    return List.of();
  }

  /** The classes that a stage of Spark numbers, if it makes that column. */
  private static List<String> indexed(String column, Path stage) {
    StringIndexerModel indexer = StringIndexerModel.load(stage.toString());
    JsonNode columns = param(stage, "outputCols");
    int place = 0;
    while (place < columns.size() && !columns.get(place).asText().equals(column)) {
      place++;
    }
    boolean isAlone = columns.isMissingNode() && param(stage, "outputCol").asText().equals(column);
    if (!isAlone && place >= columns.size()) {
      return List.of();
    }
    List<String> names = new ArrayList<>(List.of(indexer.labelsArray()[place]));
    if (indexer.getHandleInvalid().equals("keep")) {
      names.add("__unknown"); // as Spark calls the number of all other texts
    }
    return names;
  }

  private boolean is(Class<?> type, Path stage) {
    return type.getName().equals(metadata(stage).path("class").asText());
  }

  private static JsonNode param(Path stage, String name) {
    JsonNode metadata = metadata(stage);
    JsonNode set = metadata.path("paramMap").path(name);
    return set.isMissingNode() ? metadata.path("defaultParamMap").path(name) : set;
  }

  private static JsonNode metadata(Path stage) {
    String json =
        DefaultParamsReader.loadMetadata(stage.toString(), SparkSession.active().sparkContext(), "")
            .metadataJson();
    return Json.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}

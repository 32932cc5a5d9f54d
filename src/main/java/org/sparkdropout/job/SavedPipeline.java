package org.sparkdropout.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.model.Json;
import org.sparkdropout.monitor.Described;

/** Fitted pipelines in folders, as Spark ML saves them. */
final class SavedPipeline {
  private static final String STAGES = "stages";

  private SavedPipeline() {}

  /** Saves a pipeline to a folder, in place of what is there. */
  static void save(PipelineModel pipeline, Path folder) throws IOException {
    Described.job(
        SparkSession.active().sparkContext(),
        "save the pipeline",
        "write files",
        () -> {
          pipeline.write().overwrite().save(folder.toString());
          return folder;
        });
  }

  /**
   * Loads a pipeline.
   *
   * @throws InvalidDataException if a stage has a name that leads out of the folder; Spark makes
   *     paths of them
   */
  static PipelineModel load(Path folder, SparkSession spark) throws IOException {
    FileSystem files = folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
    return Described.job(
        spark.sparkContext(),
        "load the pipeline",
        "read files",
        () -> {
          checkStages(folder, files, spark);
          return PipelineModel.load(folder.toString());
        });
  }

  private static void checkStages(Path folder, FileSystem files, SparkSession spark)
      throws IOException {
    String metadata =
        DefaultParamsReader.loadMetadata(folder.toString(), spark.sparkContext(), "")
            .metadataJson();
    JsonNode root = Json.parse(metadata.getBytes(StandardCharsets.UTF_8));
    if (!PipelineModel.class.getName().equals(root.path("class").asText())) {
      return;
    }
    JsonNode uids = root.path("paramMap").path("stageUids");
    if (uids.isEmpty()) {
      return; // and there is no folder of stages
    }
    for (JsonNode uid : uids) {
      if (uid.asText().matches("(?s).*[/\\\\:].*")) {
        throw new InvalidDataException(
            "The stages of a pipeline must have names without / \\ or :. In %s there is: %s. Do not use this model"
                .formatted(folder, uid.asText()));
      }
    }
    for (FileStatus stage : files.listStatus(new Path(folder, STAGES))) {
      checkStages(stage.getPath(), files, spark);
    }
  }
}

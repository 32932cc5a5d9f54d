package org.sparkdropout.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.checkpoint.CheckpointFolder;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.prepare.LabelText;

/**
 * The fitted preparation of a run, kept beside its checkpoints, so that a checkpoint can be turned
 * into a model without the data.
 */
final class KeptPreparation {
  /** The setting that names the checkpoints' folder. */
  static final String KEY = "checkpoint.path";

  private static final String NAME = "preparation";

  private final CheckpointFolder checkpoints;
  private final Path place;
  private final FileSystem files;

  KeptPreparation(String checkpointPath, Configuration hadoop) throws IOException {
    this.checkpoints = new CheckpointFolder(checkpointPath, hadoop);
    this.place = checkpoints.file(NAME);
    this.files = place.getFileSystem(hadoop);
  }

  /**
   * Writes the preparation of a run that is about to start, unless the run may go on from
   * checkpoints: then theirs is there, and is the same or the run is refused.
   *
   * @param data the fitted preparation
   * @param resume false to delete checkpoints first
   */
  void keep(PreparedData data, boolean resume) throws IOException {
    if (!resume) {
      checkpoints.clear();
    }
    if (checkpoints.isEmpty() || !files.exists(place)) {
      Path unfinished = place.suffix("-" + UUID.randomUUID() + ".unfinished");
      SavedPipeline.save(data.preparationStages(), unfinished);
      files.delete(place, true);
      if (!files.rename(unfinished, place)) {
        throw new IOException("Cannot rename " + unfinished + " to " + place);
      }
    }
  }

  /** The whole way from raw rows to predictions, through a network. */
  PipelineModel pipeline(DropoutClassificationModel network) throws IOException {
    List<Transformer> stages = new ArrayList<>();
    if (files.exists(place)) {
      stages.addAll(Arrays.asList(SavedPipeline.load(place, SparkSession.active()).stages()));
    }
    Optional<Transformer> text = stages.stream().filter(LabelText.class::isInstance).findFirst();
    stages.add(text.map(stages::indexOf).orElse(stages.size()), network);
    return new PipelineModel(Identifiable.randomUID("pipeline"), stages);
  }
}

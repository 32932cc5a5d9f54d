package org.sparkdropout.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.SparkSession;
import org.sparkdropout.checkpoint.CheckpointFolder;
import org.sparkdropout.checkpoint.PreparationFolder;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.prepare.LabelText;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingPlan;

/** The fitted preparation of a run, kept beside its checkpoints. */
final class KeptPreparation {
  /** The setting that names the checkpoints' folder. */
  static final String KEY = "checkpoint.path";

  private final PreparationFolder folder;

  KeptPreparation(String checkpointPath, Configuration hadoop) {
    this.folder = new CheckpointFolder(checkpointPath, hadoop).preparation();
  }

  /**
   * Writes a preparation when a run starts: then the folder is known to be that run's. One that
   * goes on from a checkpoint writes it anew, since names of columns may have changed.
   */
  TrainingListener writing(PreparedData data) {
    return new TrainingListener() {
      @Override
      public void started(TrainingPlan plan) {
        folder.replace(place -> SavedPipeline.save(data.preparationStages(), place));
      }
    };
  }

  /** Whether there is one. */
  boolean exists() throws IOException {
    return folder.exists();
  }

  /** The whole way from raw rows to predictions, through a network. */
  PipelineModel pipeline(DropoutModel network) throws IOException {
    List<Transformer> stages = new ArrayList<>();
    if (exists()) {
      PipelineModel saved = SavedPipeline.load(folder.path(), SparkSession.active());
      stages.addAll(Arrays.asList(saved.stages()));
    }
    Optional<Transformer> text = stages.stream().filter(LabelText.class::isInstance).findFirst();
    stages.add(text.map(stages::indexOf).orElse(stages.size()), network.transformer());
    return new PipelineModel(Identifiable.randomUID("pipeline"), stages);
  }
}

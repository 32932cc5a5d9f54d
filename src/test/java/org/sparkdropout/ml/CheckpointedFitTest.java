package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkdropout.checkpoint.CheckpointException;
import org.sparkdropout.testing.SparkTest;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.TrainingListener;

@SparkTest
class CheckpointedFitTest {
  @TempDir private Path folder;
  private Dataset<Row> rows;

  @BeforeEach
  void makeRows(SparkSession spark) {
    rows = Blobs.easy(spark, 120);
  }

  private DropoutClassifier classifier() {
    return Blobs.classifier()
        .setValidationFraction(0.2)
        .setPatience(3)
        .setCheckpointPath(folder.toString());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.endsWith(".crc"))
          .sorted()
          .toList();
    }
  }

  @Test
  void fit_cutOffAndStartedAgain_goesOnAndEndsWithTheSameBits() throws IOException {
    DropoutClassificationModel whole = classifier().setCheckpointPath("").fit(rows);
    CutOff.afterFourEpochs(classifier(), rows);
    assertThat(names())
        .containsExactly(
            "epoch-000002-round-000000.checkpoint", "epoch-000003-round-000000.checkpoint");
    AtomicInteger epochs = new AtomicInteger();
    DropoutClassifier again = classifier().setAveragingPath("slices").setCheckpointKeep(9);
    again.setListener(
        new TrainingListener() {
          @Override
          public void epochFinished(EpochRecord epoch) {
            epochs.incrementAndGet();
          }
        });
    DropoutClassificationModel resumed = again.fit(rows.repartition(5));
    assertThat(epochs.get()).isEqualTo(whole.summary().history().size() - 3);
    assertThat(resumed.weightsDigest()).isEqualTo(whole.weightsDigest());
    assertThat(resumed.provenance().metrics()).isEqualTo(whole.provenance().metrics());
    assertThat(resumed.summary().stoppedEarly()).isEqualTo(whole.summary().stoppedEarly());
  }

  @Test
  void fit_otherSettings_isRefusedWithTheDifference() {
    CutOff.afterFourEpochs(classifier(), rows);
    assertThatThrownBy(() -> classifier().setBatchSize(7).setReplicas(3).fit(rows))
        .isInstanceOf(CheckpointException.class)
        .hasMessageMatching(
            "(?s)Checkpoints must be of the run that goes on from them. Those in file:.* are of"
                + " another:\n  batchSize: 7, was \\d+\n  replicas: 3, was 2\nUse the same settings"
                + " and data, set checkpointPath to another folder, or checkpointResume = false,"
                + " which deletes them and starts anew");
  }

  /** The next cluster may be of another size. */
  @Test
  void fit_replicasLeftToTheCluster_goesOnWithTheNumberOfBefore() {
    CutOff.afterFourEpochs(classifier().setReplicas(3), rows);
    DropoutClassificationModel resumed = classifier().setReplicas(0).fit(rows);
    assertThat(resumed.summary().replicas()).isEqualTo(3);
    assertThat(resumed.weightsDigest())
        .isEqualTo(classifier().setReplicas(3).setCheckpointPath("").fit(rows).weightsDigest());
  }

  @Test
  void fit_otherData_isRefusedWithTheDifference(SparkSession spark) {
    CutOff.afterFourEpochs(classifier(), rows);
    assertThatThrownBy(() -> classifier().fit(Blobs.easy(spark, 130)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("\n  rows to train on: ")
        .hasMessageContaining("\n  fingerprint of the rows: ");
  }

  @Test
  void fit_withoutResumption_startsAnew() throws IOException {
    CutOff.afterFourEpochs(classifier(), rows);
    DropoutClassifier anew = classifier().setBatchSize(7).setCheckpointResume(false);
    anew.setMaxIter(1).fit(rows);
    assertThat(names()).containsExactly("epoch-000001-round-000000.checkpoint");
  }

  @Test
  void fit_everyThirdEpoch_writesTheseAndTheLast() throws IOException {
    DropoutClassifier classifier = classifier().setPatience(0).setMaxIter(7);
    classifier.setCheckpointInterval("3 epochs").setCheckpointKeep(9).fit(rows);
    assertThat(names())
        .containsExactly(
            "epoch-000003-round-000000.checkpoint",
            "epoch-000006-round-000000.checkpoint",
            "epoch-000007-round-000000.checkpoint");
  }

  /** Left out it was 0.001, whatever the default of the param. */
  @Test
  void fit_learningRateThatWasLeftOutIsSet_isAnotherRun() {
    DropoutClassifier adamW = classifier().setOptimizer("adamw");
    adamW.clear(adamW.learningRate());
    adamW.clear(adamW.momentum());
    CutOff.afterFourEpochs(adamW, rows);
    assertThatThrownBy(() -> adamW.copy(ParamMap.empty()).setLearningRate(0.1).fit(rows))
        .hasMessageContaining("learningRate: 0.1, was 0.001");
    assertThat(adamW.fit(rows).provenance().settings()).containsEntry("learningRate", "0.001");
  }

  /** Unset, the rate of the model would be 0.001. */
  @Test
  void fromCheckpoint_ofARateThatIsTheDefaultOfOthers_keepsIt() {
    DropoutClassifier adamW = classifier().setOptimizer("adamw").setMaxIter(1);
    adamW.clear(adamW.momentum());
    adamW.setLearningRate(0.1).fit(rows);
    DropoutClassificationModel kept = DropoutClassificationModel.fromCheckpoint(folder.toString());
    assertThat(kept.isSet(kept.learningRate())).isTrue();
    assertThat(kept.getLearningRate()).isEqualTo(0.1);
  }

  @Test
  void fromCheckpoint_ofAWholeRun_isItsModel() {
    DropoutClassificationModel trained = classifier().setPredictionCol("p").fit(rows);
    DropoutClassificationModel kept = DropoutClassificationModel.fromCheckpoint(folder.toString());
    assertThat(kept.weightsDigest()).isEqualTo(trained.weightsDigest());
    assertThat(kept.summary()).isEqualTo(trained.summary());
    assertThat(kept.getPredictionCol()).isEqualTo("p");
    assertThat(kept.provenance().dataFingerprint())
        .isEqualTo(trained.provenance().dataFingerprint());
    assertThat(Blobs.error(kept.transform(rows).withColumnRenamed("p", "prediction")))
        .isLessThan(0.1);
  }

  @Test
  void fromCheckpoint_ofACutOffRun_isTheModelOfTheEpochsDone() {
    CutOff.afterFourEpochs(classifier().setPatience(0), rows);
    DropoutClassificationModel kept = DropoutClassificationModel.fromCheckpoint(folder.toString());
    DropoutClassifier short3 = classifier().setPatience(0).setCheckpointPath("").setMaxIter(3);
    assertThat(kept.weightsDigest()).isEqualTo(short3.fit(rows).weightsDigest());
    assertThat(kept.summary().history()).hasSize(3);
  }

  @Test
  void fromCheckpoint_whereThereIsNone_isRefused() {
    assertThatThrownBy(() -> DropoutClassificationModel.fromCheckpoint(folder.toString()))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "checkpointPath must name a folder with checkpoints. Provided: file:%s, which has none. Name the folder that was the checkpointPath of a run"
                .formatted(folder));
  }

  @Test
  void interval_thatIsNone_isRefused() {
    assertThatThrownBy(() -> classifier().setCheckpointInterval("often"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "checkpointInterval must be a whole number above 0 and its unit: epochs, seconds, minutes"
                + " or hours, such as 5 epochs or 10 minutes. Provided value: often");
  }
}

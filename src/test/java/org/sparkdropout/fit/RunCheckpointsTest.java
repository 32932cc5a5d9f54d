package org.sparkdropout.fit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.ml.DropoutClassifier;

/** Which settings checkpoints compare. */
class RunCheckpointsTest {
  /**
   * What checkpoints of the first version of their format hold of a run with no setting given. One
   * more here, and no such checkpoint could be gone on from.
   */
  private static final Set<String> FIRST =
      Set.of(
          "activation",
          "averagingInterval",
          "batchSize",
          "dropoutKind",
          "earlyStoppingMetric",
          "featuresCol",
          "gradientClip",
          "handleInvalid",
          "hiddenDropout",
          "hiddenLayers",
          "initialMomentum",
          "initialStd",
          "initialization",
          "inputDropout",
          "labelCol",
          "learningRate",
          "learningRateDecay",
          "learningRateSchedule",
          "maskSharing",
          "maxIter",
          "maxNorm",
          "momentum",
          "momentumRampEpochs",
          "nesterov",
          "outerLearningRate",
          "outerMomentum",
          "patience",
          "precision",
          "predictionCol",
          "probabilityCol",
          "rawPredictionCol",
          "regParam",
          "scoringBatchSize",
          "seed",
          "validationFraction");

  private static Set<String> compared(DropoutClassifier classifier) {
    return RunCheckpoints.settings(GivenNetwork.of(classifier)).keySet();
  }

  @Test
  void settings_nothingGiven_areThoseOfOlderCheckpoints() {
    assertThat(compared(new DropoutClassifier())).isEqualTo(FIRST);
  }

  @Test
  void settings_newerSettingAtItsDefault_isLeftOutEvenIfGiven() {
    assertThat(compared(new DropoutClassifier().setEngine("blas"))).isEqualTo(FIRST);
    assertThat(compared(new DropoutClassifier().setEngine("dl4j"))).contains("engine");
  }

  @Test
  void settings_classWeights_areCompared() {
    assertThat(
            RunCheckpoints.settings(
                GivenNetwork.of(new DropoutClassifier().setClassWeights("balanced"))))
        .hasSize(FIRST.size() + 1)
        .containsEntry("classWeights", "\"balanced\"");
  }

  @Test
  void settings_thatChangeNoResult_areNotCompared() {
    DropoutClassifier classifier =
        new DropoutClassifier()
            .setCheckpointPath("folder")
            .setCheckpointKeep(7)
            .setCheckpointInterval("5 minutes")
            .setAveragingPath("slices")
            .setReplicas(3);
    assertThat(compared(classifier)).isEqualTo(FIRST);
  }

  @ParameterizedTest
  @CsvSource({"seed, 7", "maxIter, 3"})
  void settings_value_isSparksJson(String name, String json) {
    DropoutClassifier classifier = new DropoutClassifier().setSeed(7).setMaxIter(3);
    assertThat(RunCheckpoints.settings(GivenNetwork.of(classifier))).containsEntry(name, json);
  }

  /** Left out it is another than the param's default: 0.001. */
  @Test
  void settings_learningRate_isTheOneThatIsUsed() {
    DropoutClassifier unset = new DropoutClassifier().setOptimizer("adamw");
    DropoutClassifier set = new DropoutClassifier().setOptimizer("adamw").setLearningRate(0.1);
    assertThat(RunCheckpoints.settings(GivenNetwork.of(unset).withUsedRate()))
        .containsEntry("learningRate", "0.001");
    assertThat(RunCheckpoints.settings(GivenNetwork.of(set).withUsedRate()))
        .containsEntry("learningRate", "0.1");
    assertThat(unset.isSet(unset.learningRate())).isFalse();
  }

  @Test
  void settings_weightsToStartFrom_areCompared() {
    DropoutClassifier classifier = new DropoutClassifier();
    GivenNetwork given = new GivenNetwork(classifier, classifier, Optional.of(new float[] {1, 2}));
    assertThat(RunCheckpoints.settings(given)).hasSize(FIRST.size() + 1);
  }
}

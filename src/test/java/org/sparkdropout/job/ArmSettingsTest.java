package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.compare.Arm;
import org.sparkdropout.ml.DropoutEstimator;

class ArmSettingsTest {
  private static List<Arm> arms(String... assignments) {
    return new ArmSettings(Settings.read(Optional.empty(), List.of(assignments))).arms();
  }

  private static DropoutEstimator<?, ?> arm(String name, String... assignments) {
    List<String> all = new ArrayList<>(List.of(assignments));
    all.add("compare.arms=[\"%s\", other]".formatted(name));
    all.add("compare.arm.other.maxIter=1");
    List<Arm> arms = arms(all.toArray(String[]::new));
    assertThat(arms).extracting(Arm::name).containsExactly(name, "other");
    return arms.get(0).estimator();
  }

  @Test
  void arms_byDefault_areWithoutAndWithDropout() {
    List<Arm> arms = arms("train.hiddenDropout=0.4", "train.inputDropout=0.1");
    assertThat(arms).extracting(Arm::name).containsExactly("without dropout", "with dropout");
    assertThat(arms.get(0).estimator().getHiddenDropout()).containsExactly(0);
    assertThat(arms.get(0).estimator().getInputDropout()).isZero();
    assertThat(arms.get(1).estimator().getHiddenDropout()).containsExactly(0.4);
    assertThat(arms.get(1).estimator().getInputDropout()).isEqualTo(0.1);
  }

  @ParameterizedTest
  @CsvSource({
    "none, 0, 0, classic",
    "dropout, 0.4, 0, classic",
    "gaussian, 0.4, 0, gaussian",
    "maxNorm, 0, 3, classic",
    "dropout + maxNorm, 0.4, 3, classic",
    "gaussian + maxNorm, 0.4, 3, gaussian",
    "with dropout, 0.4, 3, classic",
    "without dropout, 0, 3, classic"
  })
  void arms_known_turnOnWhatTheirNamesSay(
      String name, double dropout, double maxNorm, String kind) {
    DropoutEstimator<?, ?> arm = arm(name, "train.hiddenDropout=0.4", "train.maxNorm=3");
    assertThat(arm.getHiddenDropout()).containsExactly(dropout);
    assertThat(arm.getMaxNorm()).isEqualTo(maxNorm);
    assertThat(arm.getDropoutKind()).isEqualTo(kind);
  }

  /** Single settings are read by the type of those of train, from --set too. */
  @Test
  void arms_blocks_takeThePlaceOfSettingsOfTrain() {
    DropoutEstimator<?, ?> arm =
        arm(
            "wide one",
            "compare.arm={\"wide one\" {hiddenLayers = [7, 8], learningRate = 0.5}}",
            "compare.arm.\"wide one\".hiddenDropout=0.25",
            "train.hiddenLayers=3",
            "train.batchSize=17");
    assertThat(arm.getHiddenLayers()).containsExactly(7, 8);
    assertThat(arm.getHiddenDropout()).containsExactly(0.25);
    assertThat(arm.getLearningRate()).isEqualTo(0.5);
    assertThat(arm.getBatchSize()).isEqualTo(17);
  }

  @Test
  void arms_oneBlockAtATime_areRead() {
    DropoutEstimator<?, ?> arm =
        arm("wide", "compare.arm.wide={hiddenLayers = [7], optimizer = adamw}");
    assertThat(arm.getHiddenLayers()).containsExactly(7);
    assertThat(arm.getOptimizer()).isEqualTo("adamw");
  }

  @ParameterizedTest
  @ValueSource(strings = {"patience=3", "validationFraction=0.1", "labelCol=y", "task=regression"})
  void arms_whatAllMustShare_isRefused(String setting) {
    String key = setting.substring(0, setting.indexOf('='));
    assertThatThrownBy(() -> arm("mine", "compare.arm.mine." + setting))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "%1$s must not be set in compare.arm.mine, since it is the same in all arms. Set train.%1$s",
            key);
  }

  @Test
  void arms_wrongType_namesTheBlockAndTheSetting() {
    assertThatThrownBy(() -> arm("mine", "compare.arm.mine.maxIter=many"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("compare.arm.mine: train.maxIter must be a whole number");
  }
}

package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.compare.Arm;
import org.sparkdropout.compare.Sweep;
import org.sparkdropout.compare.SweepPoint;
import org.sparkdropout.compare.Tuning;
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

  private static List<Arm> swept(String... assignments) {
    List<String> all = new ArrayList<>(List.of(assignments));
    all.add("train.hiddenLayers=[8, 8]");
    return arms(all.toArray(String[]::new));
  }

  @Test
  void arms_sweep_areEachLineWithEachValue() {
    List<Arm> arms =
        swept(
            "compare.arms=[none, big]",
            "compare.arm.big={batchSize = 7}",
            "compare.sweep.optimizer=[sgd, adamw]");
    assertThat(arms)
        .extracting(Arm::name)
        .containsExactly(
            "none, optimizer sgd",
            "none, optimizer adamw",
            "big, optimizer sgd",
            "big, optimizer adamw");
    assertThat(arms).extracting(arm -> arm.estimator().getOptimizer()).endsWith("sgd", "adamw");
    assertThat(arms).extracting(arm -> arm.estimator().getBatchSize()).endsWith(128, 7, 7);
    assertThat(arms.get(3).point()).contains(new SweepPoint("big", "adamw"));
  }

  /** A number stands for a list of one; settings change together, the axis names one of them. */
  @Test
  void arms_sweepOfSeveralSettings_changeTogether() {
    List<Arm> arms =
        swept(
            "compare.arms=[\"with dropout\"]",
            "compare.axis=hiddenDropout",
            "compare.sweep={hiddenDropout = [0.2, [0.5, 0.4]], hiddenLayers = [[5, 5], [8, 8]]}");
    assertThat(arms)
        .extracting(Arm::name)
        .containsExactly("hiddenDropout 0.2", "hiddenDropout [0.5,0.4]");
    assertThat(arms.get(0).estimator().getHiddenLayers()).containsExactly(5, 5);
    assertThat(arms.get(1).estimator().getHiddenDropout()).containsExactly(0.5, 0.4);
  }

  @Test
  void arms_sweepBesideTheEstimator_isOfTheArm() {
    List<Arm> samples =
        swept(
            "compare.arms=[dropout]", "compare.sweep.monteCarlo=[0, 5]", "compare.trainingRows=9");
    assertThat(samples)
        .extracting(Arm::beside)
        .containsExactly(new Arm.Beside(0, 9), new Arm.Beside(5, 9));
    List<Arm> rows = swept("compare.arms=[dropout]", "compare.sweep.trainingRows=[100, 200]");
    assertThat(rows).extracting(arm -> arm.beside().trainingRows()).containsExactly(100L, 200L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{hiddenDropout = [0.2, [0.2]]}| compare.sweep.hiddenDropout must be a list of different values",
        "{hiddenDropout = [0.2]}| compare.sweep.hiddenDropout must be a list of at least two values",
        "{hiddenDropout = 0.2}| compare.sweep.hiddenDropout must be a list. Provided value: 0.2",
        "{momentum = [0, 0.5], hiddenDropout = [0.2, 0.3]}| compare.axis must be the setting of compare.sweep that is on the axis, one of hiddenDropout, momentum",
        "{hiddenDropuot = [0.2, 0.3]}| compare.sweep: Unknown setting train.hiddenDropuot",
        "{seed = [1, 2]}| seed must not be set in compare.sweep, since it is the same in all arms. Set train.seed",
        "{hiddenDropout = [0.2, 2]}| compare.sweep: train.hiddenDropout must be",
        "{monteCarlo = [1, -2]}| score.monteCarlo must be in [0, 10000]"
      })
  void arms_wrongSweep_isRefused(String sweep, String message) {
    assertThatThrownBy(() -> swept("compare.sweep=" + sweep))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void arms_listsOfDifferentLengths_areRefused() {
    assertThatThrownBy(
            () ->
                swept(
                    "compare.axis=momentum",
                    "compare.sweep={momentum = [0, 0.5], hiddenDropout = [0.2]}"))
        .hasMessageStartingWith(
            "compare.sweep.hiddenDropout must be a list as long as that of momentum, since they change together");
  }

  @Test
  void sweep_references_areReadByTheirNames() {
    Settings settings =
        Settings.read(
            Optional.empty(),
            List.of(
                "compare.sweep.hiddenDropout=[0.2, 0.5]",
                "compare.reference={\"a paper, figure 1\" = [[0.2, 0.013], [1, 2]]}"));
    assertThat(new SweepSettings(settings).sweep())
        .contains(
            new Sweep(
                "hiddenDropout",
                List.of("0.2", "0.5"),
                List.of(
                    new Sweep.Reference(
                        "a paper, figure 1", List.of(0.2, 1.0), List.of(0.013, 2.0)))));
  }

  private static List<List<Tuning.Trial>> trials(String... assignments) {
    return new TuningSettings(Settings.read(Optional.empty(), List.of(assignments))).trials();
  }

  @Test
  void trials_byDefault_areNone() {
    assertThat(trials()).isEmpty();
  }

  /** Values win over those of blocks, and of each arm there are as many. */
  @Test
  void trials_severalSettings_areAllCombinationsForEachArm() {
    List<List<Tuning.Trial>> trials =
        trials(
            "compare.arms=[none, slow]",
            "compare.arm.slow={learningRate = 0.5, batchSize = 7}",
            "compare.tune={learningRate = [0.1, 0.2], hiddenLayers = [8, [4, 4]]}");
    assertThat(trials).hasSize(2);
    assertThat(trials.get(1))
        .extracting(Tuning.Trial::name)
        .containsExactly(
            "hiddenLayers 8, learningRate 0.1",
            "hiddenLayers 8, learningRate 0.2",
            "hiddenLayers [4,4], learningRate 0.1",
            "hiddenLayers [4,4], learningRate 0.2");
    Arm last = trials.get(1).get(3).arm();
    assertThat(last.name()).isEqualTo("slow");
    assertThat(last.estimator().getLearningRate()).isEqualTo(0.2);
    assertThat(last.estimator().getHiddenLayers()).containsExactly(4, 4);
    assertThat(last.estimator().getBatchSize()).isEqualTo(7);
    assertThat(trials.get(0).get(0).arm().estimator().getHiddenDropout()).containsExactly(0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{learningRate = [0.1]}| compare.tune must be a block of lists that make 2 to 100 combinations, here 1",
        "{learningRate = 0.1}| compare.tune.learningRate must be a list",
        "{monteCarlo = [1, 5]}| monteCarlo must not be set in compare.tune: all trials use all training rows and the scaled network. Set it in a block of compare.arm, or in compare.sweep",
        "{patience = [1, 2]}| patience must not be set in compare.tune, since it is the same in all arms. Set train.patience"
      })
  void trials_wrongSettings_areRefused(String tune, String message) {
    assertThatThrownBy(() -> trials("compare.tune=" + tune))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void trials_armsThatDifferInWhatIsTuned_areRefused() {
    assertThatThrownBy(
            () ->
                trials(
                    "compare.arms=[slow, fast]",
                    "compare.arm={slow {learningRate = 0.1}, fast {learningRate = 0.2}}",
                    "compare.tune.learningRate=[0.1, 0.2]"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("compare.arms must name arms whose settings differ.");
  }

  @Test
  void arms_thatASweepDoesNotChange_areRefusedWithARemedy() {
    String sweep = "compare.sweep.hiddenDropout=[0.2, 0.5]";
    assertThatThrownBy(() -> swept(sweep))
        .isInstanceOf(SettingsException.class)
        .hasMessageEndingWith(
            "What compare.sweep sweeps does not change \"without dropout\". Name other arms, or one alone: compare.arms = [\"with dropout\"]");
    assertThat(swept(sweep, "compare.arms=[\"with dropout\"]")).hasSize(2);
  }

  /** A block would win over the sweep in silence. */
  @Test
  void arms_settingInABlockAndInTheSweep_isRefused() {
    assertThatThrownBy(
            () ->
                swept(
                    "compare.arms=[none, slow]",
                    "compare.arm.slow.learningRate=0.01",
                    "compare.sweep.learningRate=[0.1, 0.2]"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "learningRate must not be set both in compare.arm.slow and in compare.sweep. Leave it out of one of them");
  }

  /** The table of sweeps in the documentation, each row as the settings that it names. */
  static List<String> documentedSweeps() throws IOException {
    String page = Files.readString(Path.of("src/site/markdown/comparing.md"));
    String section = page.substring(page.indexOf("## Sweeps"), page.indexOf("## Seeds"));
    return Pattern.compile("^\\| [^|]+ \\| (`.*?) \\|$", Pattern.MULTILINE)
        .matcher(section)
        .results()
        .map(row -> Pattern.compile("`([^`]*[={][^`]*)`").matcher(row.group(1)).results())
        .map(spans -> spans.map(span -> span.group(1)).collect(Collectors.joining(", ")))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("documentedSweeps")
  void arms_sweepOfTheDocumentation_isAccepted(String block) throws IOException {
    Path file = Files.createTempFile("sweep", ".conf");
    try {
      Files.writeString(file, "compare { %s }\n".formatted(block));
      Settings settings = Settings.read(Optional.of(file), List.of("train.hiddenDropout=0.4"));
      int values = new SweepSettings(settings).points().size();
      assertThat(values).isGreaterThan(1);
      assertThat(new ArmSettings(settings).arms().size() % values).isZero();
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void documentedSweeps_areFound() throws IOException {
    assertThat(documentedSweeps()).hasSize(8);
  }
}

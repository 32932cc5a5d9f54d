package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables that these settings name do not exist, so nothing can have been read. */
class SettingsRulesTest {
  private static final int SETTINGS = 2;

  @TempDir private Path folder;

  private List<String> paths() {
    return List.of(
        "input.path=" + folder.resolve("no-table"), "output.path=" + folder.resolve("o"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "input.testFraction=0.2 input.testPath=x; input.testFraction must be 0 where input.testPath is set (here to x), or input.testPath must be null",
        "input.testFraction=1.5; input.testFraction must be in [0, 1)",
        "prepare.impute=avg; prepare.impute must be one of none, mean, median, mode",
        "prepare.scale=log; prepare.scale must be one of none, standard, quantile",
        "export.formats=onnx,pmml; export.formats must be a list of onnx and dl4j",
        "export.sampleRows=0; export.sampleRows must be in [1,",
        "train.patience=5 train.validationFraction=0; train.patience must be 0 without validation rows. Provided value: 5. Set train.validationFraction or train.validationIndicatorCol",
        "train.validationFraction=0.1 train.validationIndicatorCol=v; train.validationFraction must be 0 where train.validationIndicatorCol is set",
        "train.hiddenDropout=0.1,0.2,0.3; train.hiddenDropout must hold one value, or one for each of the 2 train.hiddenLayers",
        "train.dropoutKind=gaussian train.maskSharing=batch; train.maskSharing must be example with train.dropoutKind gaussian",
        "train.engine=dl4j; train.network must be set with train.engine = dl4j",
        "train.thresholds=[0.5,-1]; train.thresholds must be",
        "train.thresholds=half; train.thresholds must be",
        "checkpoint.interval=often; checkpoint.interval must be",
        "checkpoint.keep=0; checkpoint.keep must be",
        "train.predictionCol=label; train.predictionCol must be a name that no other column has, but train.labelCol has it",
        "train.probabilityCol=p train.rawPredictionCol=p; train.rawPredictionCol must be a name that no other column has, but train.probabilityCol has it",
        "train.weightCol=w train.validationIndicatorCol=w; train.validationIndicatorCol must name another column than train.weightCol",
        "input.features=a,label; train.labelCol must be a column that is not in input.features or input.categorical",
        "input.categorical=w train.weightCol=w; train.weightCol must be a column that is not in input.features"
      })
  void train_settingsThatDoNotFit_areRefusedBeforeAnythingIsRead(String given, String message) {
    List<String> assignments = new ArrayList<>(paths());
    assignments.addAll(List.of(given.split(" ", -1)));
    JobRun run = JobRun.of(new TrainJob(), JobRun.set(assignments));
    assertThat(run.err()).startsWith("error: " + message);
    assertThat(run.code()).isEqualTo(SETTINGS);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void compare_noRowsToMeasureOn_isRefusedBeforeAnythingIsRead() {
    JobRun run =
        JobRun.of(
            new CompareJob(), JobRun.set(paths(), "input.testPath=null", "input.testFraction=0"));
    assertThat(run.err()).startsWith("error: compare needs rows to measure on. Set input.testPath");
    assertThat(run.code()).isEqualTo(SETTINGS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Held out by default where the columns are raw, which only the table can tell.
        "train.patience=5",
        "train.validationIndicatorCol=v",
        "input.features=a,b",
        "train.probabilityCol=",
        "train.thresholds=[0.5,0.5]"
      })
  void check_settingsThatMayFit_areAccepted(String assignment) {
    List<String> all = new ArrayList<>(paths());
    all.add(assignment);
    assertThatNoException()
        .isThrownBy(() -> SettingsRules.checkTraining(Settings.read(Optional.empty(), all)));
  }

  /** Without --config compare takes the sample's settings, but for a table of one's own. */
  @Test
  void compare_ownTableWithoutFile_isNotGivenTheSamplesTestTable() {
    JobRun run =
        JobRun.of(
            new CompareJob(), JobRun.set(List.of("input.path=mine.csv", "output.path=compared")));
    assertThat(run.err())
        .isEqualTo(
            "error: compare needs rows to measure on. Set input.testPath, or input.testFraction such as 0.2");
  }
}

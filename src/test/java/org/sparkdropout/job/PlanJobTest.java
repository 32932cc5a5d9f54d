package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanJobTest {
  private static final int SETTINGS = 2;

  @TempDir private static Path folder;
  private static JobRun planned;

  private static JobRun plan(String... more) {
    List<String> settings =
        JobRun.penguins(folder.resolve("none")).stream()
            .filter(setting -> !setting.startsWith("output."))
            .toList();
    return JobRun.of(new PlanJob(), JobRun.set(settings, more));
  }

  @BeforeAll
  static void plan() {
    planned = plan("plan.executors=2", "plan.criticalExamples=1e9", "train.validationFraction=0");
    assertThat(planned.err()).isEmpty();
    assertThat(planned.code()).isZero();
  }

  @Test
  void plan_penguins_saysWhatIsPlannedAndWhatWasMeasured() {
    assertThat(planned.out())
        .containsPattern(
            "\nPlan for 10-16-3 relu, 227 weights, 2\\d\\d training rows, 8 epochs. Nothing was trained\n")
        .containsPattern(
            "\nMeasured here with 2 cores at work: \\d+\\.\\d us for an example in steps of batch 16\n");
  }

  @Test
  void plan_penguins_hasARowForEachNumberOfReplicasThatHasRows() {
    List<String> rows = planned.out().lines().filter(line -> line.matches("\\d+ .*")).toList();
    assertThat(rows.stream().map(row -> row.replaceFirst(" .*", "")))
        .containsExactly("1", "2", "4", "8", "16", "32", "64", "128");
    String quantities =
        "driver +\\d+\\.\\d\\d s +\\d+% +\\d+% +\\d+% +8\\.0 +\\d+\\.\\d+ (s|min) +0\\.1 MiB +0\\.1 MiB";
    assertThat(rows.get(0)).matches("1 +1 x 1 +16 +4 +" + quantities);
    assertThat(rows.get(3)).matches("8 +2 x 4 +16 +2 +" + quantities);
    assertThat(rows.get(4)).matches("16 +2 x 4 +16 +1 +" + quantities);
  }

  /** Rounds take nearly all of the time, so that four replicas of the same steps would be best. */
  @Test
  void plan_penguins_advisesNoReplicasWithTooFewSteps() {
    assertThat(planned.out())
        .contains(
            "\nLeft out of the advice: 4, 8, 16, 32, 64, 128 replicas, which have too few steps each in an epoch to learn with.\n")
        .containsPattern(
            "\nFirst at the target: 2 replicas on 1 executor of 2 cores, in .* \\(1 replica: .*\\)\\.\n")
        .contains("\nAdvice: take that. No run on fewer cores is within 10% of its time.\n")
        .contains("\nIf you leave train.replicas out, that cluster trains 1 replica.\n")
        .contains("\nSettings: train.replicas = 2, train.maxIter = 9\n")
        .contains(
            "\nOptions of spark-submit: --num-executors 1 --executor-cores 2 --driver-memory 2g --executor-memory 2g (");
  }

  @Test
  void plan_done_hasWrittenAndTrainedNothing() {
    assertThat(folder).isEmptyDirectory();
    assertThat(planned.out()).doesNotContain("Training ", "Written: ", "Warning: ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "plan.executors=-1; plan.executors must be in [0, 65536]. Provided value: \"-1\" (--set)",
        "plan.executorCores=0; plan.executorCores must be in [1, 65536]. Provided value: \"0\" (--set)",
        "plan.gigabitsPerSecond=0; plan.gigabitsPerSecond must be greater than 0. Provided value: \"0\" (--set)",
        "plan.criticalExamples=-5; plan.criticalExamples must be greater than 0. Provided value: \"-5\" (--set)",
        "train.maxIter=0; train.maxIter must be at least 1 for a plan, which tells of epochs. Provided value: \"0\" (--set)",
        "input.path=; input.path must be set.",
        "train.hiddenDropout=1; train.hiddenDropout must"
      })
  void plan_settingsThatDoNotFit_areRefusedBeforeAnythingIsRead(String given, String message) {
    JobRun run = plan(given);
    assertThat(run.err()).startsWith("error: " + message);
    assertThat(run.code()).isEqualTo(SETTINGS);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void plan_aNetworkThatDoesNotFitInMemory_isRefusedBeforeStepsAreTimed() {
    JobRun run = plan("train.hiddenLayers=[40000,40000]");
    assertThat(run.err())
        .startsWith("error: train.hiddenLayers must give a network whose training fits in memory.");
    assertThat(run.code()).isNotZero();
    assertThat(run.out()).doesNotContain("Measured here");
  }
}

package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.EarlyStopping;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.OuterStep;
import org.sparkdropout.train.Progress;
import org.sparkdropout.train.TrainingPlan;
import org.sparkdropout.train.Validation;

class ConsoleTest {
  private final StringWriter text = new StringWriter();
  private final PrintWriter out = new PrintWriter(text);

  private static Progress at(int epoch, double samplesPerSecond) {
    return new Progress(epoch, 100, 1, 2, 0.23456, 0.1461, samplesPerSecond, 1, 1);
  }

  private static String line(int width) {
    return new ProgressLine(
            at(13, 12_345), ErrorMeasure.CLASSIFICATION_ERROR, Optional.of(0.0502), 83)
        .in(width);
  }

  @Test
  void progressLine_ofEightyColumns_saysAllInShort() {
    assertThat(line(79))
        .isEqualTo("epoch 13 of 100  loss 0.235  error 14.6%  held out 5.0%  12k/s  1:23 left");
  }

  @Test
  void progressLine_ofOneHundredAndTwenty_saysAllWithABar() {
    assertThat(line(119))
        .isEqualTo(
            "[===                            ]  epoch 13 of 100  loss 0.2346  error 14.61%  held out 5.02%"
                + "  12,345 rows/s  1:23 left")
        .hasSizeLessThanOrEqualTo(119);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 79, 99, 100, 119, 160, 200})
  void progressLine_ofAnyWidth_fitsAndEndsWithTheEpochSaid(int width) {
    for (int epoch : new int[] {1, 50, 100}) {
      String line =
          new ProgressLine(
                  at(epoch, 1_234_567),
                  ErrorMeasure.CLASSIFICATION_ERROR,
                  Optional.of(0.99),
                  60 * 60 * 12L)
              .in(width);
      assertThat(line)
          .hasSizeLessThanOrEqualTo(width)
          .contains("epoch " + epoch + " of 100", "error 14.6")
          .doesNotContain("/1000");
    }
  }

  @Test
  void progressLine_nothingHeldOut_saysNothingOfIt() {
    assertThat(
            new ProgressLine(at(1, 900), ErrorMeasure.CLASSIFICATION_ERROR, Optional.empty(), 5)
                .in(79))
        .contains("epoch 1 of 100  loss 0.2346  error 14.61%  900 rows/s  0:05 left");
  }

  private static EpochRecord epoch(int number) {
    return new EpochRecord(number, 0.5, 0.25, Optional.empty(), 0.1, 100, 1, 0.1);
  }

  private static TrainingPlan plan() {
    return new TrainingPlan(
        "4-3-2 relu",
        23,
        3,
        8,
        2,
        10,
        OuterStep.AVERAGE,
        AveragingPath.DRIVER,
        EarlyStopping.NEVER,
        1,
        7);
  }

  @Test
  void progressLines_epochsToldElsewhere_tellsTheStartAlone() {
    ProgressLines silent = new ProgressLines(out, false);
    silent.started(plan());
    silent.epochFinished(epoch(1));
    assertThat(text.toString())
        .isEqualTo("Training 4-3-2 relu, 23 weights, 2 replicas of batch 8, 3 epochs\n");
  }

  @Test
  void progressLines_epochsToldHere_tellsEachOnce() {
    ProgressLines telling = new ProgressLines(out, true);
    telling.started(plan());
    telling.epochFinished(epoch(1));
    telling.epochFinished(epoch(2));
    assertThat(text.toString().lines().filter(line -> line.startsWith("epoch")))
        .hasSize(2)
        .first()
        .asString()
        .startsWith("epoch   1 of 3  loss 0.5000 error 25.00%  100 samples/s  0:00 left");
  }

  @Test
  void latestProgress_asked_isTheNewestRoundAndTheLastEpoch() {
    LatestProgress latest = new LatestProgress();
    assertThat(latest.line(200)).isEmpty();
    assertThat(latest.lastEpoch()).isEmpty();

    latest.started(plan());
    latest.roundFinished(at(1, 10));
    latest.epochFinished(
        new EpochRecord(1, 0.5, 0.25, Optional.of(new Validation(0.4, 0.1)), 0.1, 100, 1, 0.1));
    latest.roundFinished(at(2, 12_345));
    assertThat(latest.line(200))
        .startsWith("[")
        .contains("epoch 2 of 100", "held out 10.00%", "12,345 rows/s");
    assertThat(latest.line(40)).startsWith("epoch 2 of 100").hasSizeLessThan(41);
    assertThat(latest.lastEpoch())
        .isEqualTo("epoch   1 of 3  loss 0.5000 error 25.00%  held out: loss 0.4000 error 10.00%");
  }

  @Test
  void latestProgress_goingOnFromACheckpoint_countsTheTimeSinceThen() {
    LatestProgress latest = new LatestProgress();
    latest.started(plan());
    latest.resumed(Collections.nCopies(98, epoch(1)), 0);
    latest.roundFinished(at(99, 10));
    assertThat(latest.line(200)).endsWith("0:00 left");
  }

  @Test
  void steps_elsewhereThanOnATerminal_areALineEach() {
    try (JobSteps steps = new JobSteps(out, false)) {
      steps.begin("check columns");
      steps.begin("check columns");
      steps.begin("deal rows");
      steps.pause();
      steps.begin("epoch 1 of 3, round 1 of 2");
      steps.resume();
      steps.begin("measure on test rows");
    }
    assertThat(text.toString())
        .matches(
            """
             +0\\.\\d s  check columns
             +0\\.\\d s  deal rows
             +0\\.\\d s  measure on test rows
            """);
  }

  @Test
  void steps_onATerminal_areWrittenOverByWhatFollows() {
    try (JobSteps steps = new JobSteps(out, true)) {
      steps.begin("check columns");
      steps.clear();
    }
    assertThat(text.toString()).isEqualTo("\r\u001b[Kcheck columns ... 0 s\r\u001b[K");
  }

  @Test
  void steps_longNameOnATerminal_staysWithinALine() {
    try (JobSteps steps = new JobSteps(out, true)) {
      steps.begin("check categories of " + "x".repeat(100));
    }
    assertThat(text.toString().length()).isLessThan(80);
    assertThat(text.toString()).contains("xx... ... 0 s");
  }

  @Test
  void watched_descriptionsWithin_areToldAndThoseAfterAreNot() {
    var context = JobRun.spark().sparkContext();
    List<String> told = new ArrayList<>();
    int result =
        Described.watched(
            told::add,
            () -> Described.job(context, "outer", () -> Described.job(context, "inner", () -> 7)));
    Described.job(context, "after", () -> 8);
    assertThat(result).isEqualTo(7);
    assertThat(told).containsExactly("outer", "inner");
  }

  @Test
  void watched_workFails_watchesNoMore() {
    List<String> told = new ArrayList<>();
    assertThatThrownBy(
            () ->
                Described.watched(
                    told::add,
                    () -> {
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");
    Described.job(JobRun.spark().sparkContext(), "after", () -> 8);
    assertThat(told).isEmpty();
  }
}

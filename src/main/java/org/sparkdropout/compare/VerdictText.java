package org.sparkdropout.compare;

import java.util.Locale;
import org.sparkdropout.head.ErrorMeasure;

/**
 * A conclusion in plain words.
 *
 * @param measure what errors are
 * @param arm against the baseline
 * @param baseline the first arm
 * @param confidence of the intervals, in (0, 1)
 */
record VerdictText(ErrorMeasure measure, ArmReport arm, ArmReport baseline, double confidence) {

  /** One sentence, with the figures that it rests on. */
  String of(Conclusion conclusion, SeedDifferences bySeed, RowDifferences byRow) {
    String intervals =
        "%s over seeds, %s over test rows".formatted(interval(bySeed.interval()), rows(byRow));
    return conclusion == Conclusion.ROWS_CANNOT_TELL
        ? rowsCannotTell(bySeed, byRow)
        : of(conclusion, bySeed, intervals);
  }

  /** The same with several splits. */
  String of(Conclusion conclusion, SplitDifferences bySplit) {
    return of(conclusion, bySplit, "%s over splits".formatted(interval(bySplit.interval())));
  }

  private String of(Conclusion conclusion, RunDifferences byRun, String intervals) {
    return switch (conclusion) {
      case BETTER -> claim("better", byRun, intervals);
      case WORSE -> claim("worse", byRun, intervals);
      case SEEDS_CANNOT_TELL, SPLITS_CANNOT_TELL, ROWS_CANNOT_TELL -> cannotTell(byRun);
      case BOTH_USELESS ->
          "Neither \"%s\" nor \"%s\" is better than always giving one answer: test %s %s."
              .formatted(arm.name(), baseline.name(), measure, errors());
      case BOTH_STILL_IMPROVE ->
          "More epochs must tell whether \"%s\" is better than \"%s\": both still improve at the last epoch. Until then: test %s %s, a difference of %s (%s)."
              .formatted(
                  arm.name(),
                  baseline.name(),
                  measure,
                  errors(),
                  points(byRun.interval().mean()),
                  intervals);
    };
  }

  private String claim(String better, RunDifferences byRun, String intervals) {
    return "\"%s\" is %s than \"%s\": test %s %s, means of %s. The difference is %s (%s)."
        .formatted(
            arm.name(),
            better,
            baseline.name(),
            measure,
            errors(),
            byRun.text(),
            points(byRun.interval().mean()),
            intervals);
  }

  private String cannotTell(RunDifferences byRun) {
    return "%s cannot tell whether \"%s\" is better than \"%s\": test %s %s. The difference is %s%s. Set more %ss (compare.%ss in a job)."
        .formatted(
            byRun.text(),
            arm.name(),
            baseline.name(),
            measure,
            errors(),
            points(byRun.interval().mean()),
            byRun.differences().size() < 2
                ? ""
                : " (%s over %ss)".formatted(interval(byRun.interval()), byRun.one()),
            byRun.one(),
            byRun.one());
  }

  private String rowsCannotTell(SeedDifferences bySeed, RowDifferences byRow) {
    return "%d test rows cannot tell whether \"%s\" is better than \"%s\": test %s %s, means of %s, but other test rows may say otherwise (difference %s; %s interval %s over test rows). Measure on more rows."
        .formatted(
            byRow.rows(),
            arm.name(),
            baseline.name(),
            measure,
            errors(),
            bySeed.text(),
            points(bySeed.interval().mean()),
            confidenceText(),
            rows(byRow));
  }

  private String errors() {
    return "%s against %s"
        .formatted(measure.figure(arm.testError()), measure.figure(baseline.testError()));
  }

  private String points(double difference) {
    return new DifferenceText(measure).points(difference);
  }

  private String interval(MeanInterval interval) {
    return "%s interval %s".formatted(confidenceText(), range(interval));
  }

  private String range(MeanInterval interval) {
    return new DifferenceText(measure).range(interval);
  }

  /** Of numbers the rows' differences are of squared errors. */
  private String rows(RowDifferences byRow) {
    MeanInterval interval = byRow.interval();
    return measure == ErrorMeasure.CLASSIFICATION_ERROR
        ? range(interval)
        : String.format(
            Locale.ROOT, "%.4g to %.4g of squared errors", interval.low(), interval.high());
  }

  /** Such as 95% or 98.3%. */
  private String confidenceText() {
    double percent = Math.round(1000 * confidence) / 10.0;
    return percent == Math.rint(percent) ? "%.0f%%".formatted(percent) : percent + "%";
  }
}

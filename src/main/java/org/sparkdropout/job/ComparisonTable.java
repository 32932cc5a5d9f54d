package org.sparkdropout.job;

import java.util.List;
import org.sparkdropout.compare.ArmReport;
import org.sparkdropout.compare.ClassificationQuality;
import org.sparkdropout.compare.ComparisonReport;
import org.sparkdropout.compare.RegressionQuality;
import org.sparkdropout.head.ErrorMeasure;

/** The two runs of a comparison on the console. */
final class ComparisonTable {
  private static final String[] CLASSES = {
    "", "train error", "test error", "gap", "train loss", "test loss", "seconds"
  };
  private static final String[] NUMBERS = {
    "", "train RMSE", "test RMSE", "gap", "train MAE", "test MAE", "train R2", "test R2", "seconds"
  };

  private ComparisonTable() {}

  static ConsoleTable of(ComparisonReport report) {
    boolean numbers = report.verdict().measure() == ErrorMeasure.RMSE;
    ConsoleTable table = new ConsoleTable(numbers ? NUMBERS : CLASSES);
    for (ArmReport arm : List.of(report.withDropout(), report.withoutDropout())) {
      table.row(numbers ? numbers(arm) : classes(arm));
    }
    return table;
  }

  private static String[] classes(ArmReport arm) {
    ClassificationQuality train = (ClassificationQuality) arm.train();
    ClassificationQuality test = (ClassificationQuality) arm.test();
    return new String[] {
      arm.name(),
      ProgressLines.percent(train.error()),
      ProgressLines.percent(test.error()),
      "%.2f".formatted(100 * arm.gap()),
      "%.4f".formatted(train.loss()),
      "%.4f".formatted(test.loss()),
      "%.1f".formatted(arm.seconds())
    };
  }

  private static String[] numbers(ArmReport arm) {
    RegressionQuality train = (RegressionQuality) arm.train();
    RegressionQuality test = (RegressionQuality) arm.test();
    return new String[] {
      arm.name(),
      ErrorMeasure.RMSE.figure(train.rmse()),
      ErrorMeasure.RMSE.figure(test.rmse()),
      ErrorMeasure.RMSE.figure(arm.gap()),
      ErrorMeasure.RMSE.figure(train.mae()),
      ErrorMeasure.RMSE.figure(test.mae()),
      r2(train),
      r2(test),
      "%.1f".formatted(arm.seconds())
    };
  }

  private static String r2(RegressionQuality quality) {
    return quality.r2() == null ? "-" : "%.4f".formatted(quality.r2());
  }
}

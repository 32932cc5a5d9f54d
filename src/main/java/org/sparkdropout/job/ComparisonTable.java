package org.sparkdropout.job;

import java.util.function.ToDoubleFunction;
import org.sparkdropout.compare.ArmReport;
import org.sparkdropout.compare.ComparisonReport;
import org.sparkdropout.compare.RunReport;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.measure.ClassificationQuality;
import org.sparkdropout.measure.RegressionQuality;

/** The arms of a comparison on the console: means over the seeds. */
final class ComparisonTable {
  private static final String[] CLASSES = {
    "", "train error", "test error", "+-", "gap", "train loss", "test loss", "seconds"
  };
  private static final String[] NUMBERS = {
    "", "train RMSE", "test RMSE", "+-", "gap", "train MAE", "test MAE", "test R2", "seconds"
  };

  private ComparisonTable() {}

  static ConsoleTable of(ComparisonReport report) {
    boolean numbers = report.measure() == ErrorMeasure.RMSE;
    ConsoleTable table = new ConsoleTable(numbers ? NUMBERS : CLASSES);
    for (ArmReport arm : report.arms()) {
      table.row(numbers ? numbers(arm) : classes(arm));
    }
    return table;
  }

  private static String[] classes(ArmReport arm) {
    return new String[] {
      arm.name(),
      ProgressLines.percent(arm.mean(run -> run.train().error())),
      ProgressLines.percent(arm.testError()),
      deviation(arm, "%.2f".formatted(100 * arm.testErrorDeviation())),
      "%.2f".formatted(100 * arm.mean(RunReport::gap)),
      "%.4f".formatted(arm.mean(run -> ((ClassificationQuality) run.train()).loss())),
      "%.4f".formatted(arm.mean(run -> ((ClassificationQuality) run.test()).loss())),
      seconds(arm)
    };
  }

  private static String[] numbers(ArmReport arm) {
    return new String[] {
      arm.name(),
      figure(arm, run -> run.train().error()),
      ErrorMeasure.RMSE.figure(arm.testError()),
      deviation(arm, ErrorMeasure.RMSE.figure(arm.testErrorDeviation())),
      figure(arm, RunReport::gap),
      figure(arm, run -> ((RegressionQuality) run.train()).mae()),
      figure(arm, run -> ((RegressionQuality) run.test()).mae()),
      r2(arm),
      seconds(arm)
    };
  }

  private static String figure(ArmReport arm, ToDoubleFunction<RunReport> figure) {
    return ErrorMeasure.RMSE.figure(arm.mean(figure));
  }

  /** Over the seeds. */
  private static String deviation(ArmReport arm, String text) {
    return arm.runs().size() < 2 ? "-" : text;
  }

  private static String seconds(ArmReport arm) {
    return arm.runs().size() < 2 ? "-" : "%.1f".formatted(arm.seconds());
  }

  private static String r2(ArmReport arm) {
    double mean = arm.mean(ComparisonTable::r2);
    return Double.isNaN(mean) ? "-" : "%.4f".formatted(mean);
  }

  private static double r2(RunReport run) {
    Double r2 = ((RegressionQuality) run.test()).r2();
    return r2 == null ? Double.NaN : r2;
  }
}

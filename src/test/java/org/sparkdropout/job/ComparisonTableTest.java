package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparkdropout.compare.ArmReport;
import org.sparkdropout.compare.ClassificationQuality;
import org.sparkdropout.compare.ComparisonReport;
import org.sparkdropout.compare.McNemar;
import org.sparkdropout.compare.Quality;
import org.sparkdropout.compare.RegressionQuality;
import org.sparkdropout.compare.SquaredErrors;
import org.sparkdropout.compare.Verdict;
import org.sparkdropout.head.ErrorMeasure;

class ComparisonTableTest {
  private static ArmReport arm(String name, Quality train, Quality test) {
    double gap = test.error() - train.error();
    return new ArmReport(name, "", train, test, gap, 12.34, 1000, "", List.of(), List.of());
  }

  private static String table(ArmReport with, ArmReport without, Verdict verdict) {
    return ComparisonTable.of(
            new ComparisonReport("", "test", 1, 1, with, without, verdict, Map.of()))
        .toString();
  }

  @Test
  void of_numbers_showsRmseMaeAndR2() {
    RegressionQuality train = new RegressionQuality(100, 12.345678, 9.5, 0.95);
    SquaredErrors test = new SquaredErrors(60, 40, 0, -1, -2, 0, 0.05);
    assertThat(
            table(
                arm("with dropout", train, new RegressionQuality(50, 14, 10.25, 0.875)),
                arm("without dropout", train, new RegressionQuality(50, 12345.678, 11, null)),
                new Verdict.OfNumbers(ErrorMeasure.RMSE, test)))
        .isEqualTo(
            """
                             train RMSE  test RMSE        gap  train MAE  test MAE  train R2  test R2  seconds
            with dropout          12.35      14.00      1.654      9.500     10.25    0.9500   0.8750     12.3
            without dropout       12.35  1.235e+04  1.233e+04      9.500     11.00    0.9500        -     12.3""");
  }

  @Test
  void of_classes_showsErrorsAndLosses() {
    ClassificationQuality train = new ClassificationQuality(100, 0, 0.0002);
    assertThat(
            table(
                arm("with dropout", train, new ClassificationQuality(50, 0.047, 0.1957)),
                arm("without dropout", train, new ClassificationQuality(50, 0.0635, 0.3135)),
                new Verdict.OfClasses(McNemar.of(40, 5, 3, 2))))
        .isEqualTo(
            """
                             train error  test error   gap  train loss  test loss  seconds
            with dropout           0.00%       4.70%  4.70      0.0002     0.1957     12.3
            without dropout        0.00%       6.35%  6.35      0.0002     0.3135     12.3""");
  }
}

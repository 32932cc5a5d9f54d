package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sparkdropout.compare.ArmReport;
import org.sparkdropout.compare.ComparisonReport;
import org.sparkdropout.compare.RoundTimes;
import org.sparkdropout.compare.RunReport;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.measure.ClassificationQuality;
import org.sparkdropout.measure.Quality;
import org.sparkdropout.measure.RegressionQuality;

class ComparisonTableTest {
  private static ArmReport arm(String name, Quality train, Quality... tests) {
    List<RunReport> runs =
        IntStream.range(0, tests.length).mapToObj(seed -> run(seed, train, tests[seed])).toList();
    return new ArmReport(name, "", "", 1, 1, runs, null, Map.of(), Map.of(), null);
  }

  private static RunReport run(long seed, Quality train, Quality test) {
    double gap = test.error() - train.error();
    RoundTimes times = new RoundTimes(10, 12, 0.34);
    return new RunReport(
        seed, train, test, gap, 1, false, 12.34, "", times, "", List.of(), List.of());
  }

  private static String table(ErrorMeasure measure, ArmReport... arms) {
    return ComparisonTable.of(
            new ComparisonReport(
                measure,
                "test",
                List.of(0L, 1L),
                0.95,
                1,
                List.of(arms),
                List.of(),
                null,
                List.of(),
                null,
                null))
        .toString();
  }

  @Test
  void of_numbers_showsRmseMaeAndR2() {
    RegressionQuality train = new RegressionQuality(100, 12.345678, 9.5, 0.95);
    assertThat(
            table(
                ErrorMeasure.RMSE,
                arm("without dropout", train, new RegressionQuality(50, 12345.678, 11, null)),
                arm("with dropout", train, new RegressionQuality(50, 14, 10.25, 0.875))))
        .isEqualTo(
            """
                             train RMSE  test RMSE  +-        gap  train MAE  test MAE  test R2  seconds
            without dropout       12.35  1.235e+04   -  1.233e+04      9.500     11.00        -        -
            with dropout          12.35      14.00   -      1.654      9.500     10.25   0.8750        -""");
  }

  @Test
  void of_severalSeeds_showsMeansAndTheDeviationOfTheTestError() {
    ClassificationQuality train = new ClassificationQuality(100, 0, 0.0002);
    assertThat(
            table(
                ErrorMeasure.CLASSIFICATION_ERROR,
                arm(
                    "none",
                    train,
                    new ClassificationQuality(50, 0.06, 0.3),
                    new ClassificationQuality(50, 0.08, 0.5)),
                arm(
                    "dropout",
                    train,
                    new ClassificationQuality(50, 0.047, 0.1957),
                    new ClassificationQuality(50, 0.047, 0.1957))))
        .isEqualTo(
            """
                     train error  test error    +-   gap  train loss  test loss  seconds
            none           0.00%       7.00%  1.41  7.00      0.0002     0.4000     12.3
            dropout        0.00%       4.70%  0.00  4.70      0.0002     0.1957     12.3""");
  }
}

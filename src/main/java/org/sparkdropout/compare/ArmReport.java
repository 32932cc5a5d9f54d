package org.sparkdropout.compare;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.ml.DropoutModel;

/**
 * An arm and its runs.
 *
 * @param name of the arm
 * @param network the widths of the layers and the activation
 * @param dropout what drops in it, for people to read
 * @param replicas of each run
 * @param batchSize of a replica
 * @param runs one a seed
 * @param params those that were set, but for the seed
 * @param defaults the others, as far as they have a default
 */
public record ArmReport(
    String name,
    String network,
    String dropout,
    int replicas,
    int batchSize,
    List<RunReport> runs,
    Map<String, String> params,
    Map<String, String> defaults) {
  /** What a tenth of the epochs must lower the loss by to count as an improvement. */
  private static final double LEAST_GAIN = 0.01;

  static ArmReport of(Arm arm, DropoutModel first, List<RunReport> runs) {
    return new ArmReport(
        arm.name(),
        first.exportedNetwork().toString(),
        dropout(arm, first),
        first.summary().replicas(),
        first.summary().batchSize(),
        runs,
        arm.params(),
        arm.defaults());
  }

  /** The rates as trained, where the network knows them. */
  private static String dropout(Arm arm, DropoutModel model) {
    String text = model.trainedDropout().map(ArmReport::rates).orElseGet(() -> ofFile(arm));
    return text.isEmpty() ? "none" : text;
  }

  private static String rates(Dropout dropout) {
    boolean none = IntStream.range(0, dropout.layers()).allMatch(l -> dropout.dropout(l) == 0);
    return none ? "" : dropout.ratesText();
  }

  /** A network of DL4J lists the layers that drop. */
  private static String ofFile(Arm arm) {
    String text = arm.estimator().dropoutText();
    return text.equals("[]") ? "" : text;
  }

  /**
   * The mean of a figure over the runs.
   *
   * @param figure of a run
   * @return the mean
   */
  public double mean(ToDoubleFunction<RunReport> figure) {
    return StatUtils.mean(all(figure));
  }

  private double[] all(ToDoubleFunction<RunReport> figure) {
    return runs.stream().mapToDouble(figure).toArray();
  }

  /**
   * The mean of the test errors; the page asks it.
   *
   * @return of numbers the mean RMSE
   */
  public double testError() {
    return mean(run -> run.test().error());
  }

  /**
   * The standard deviation of the test errors over the seeds.
   *
   * @return NaN with one seed
   */
  public double testErrorDeviation() {
    double[] errors = all(run -> run.test().error());
    return errors.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(errors));
  }

  /** Whether the held-out loss of the last epoch is lower than a tenth of the epochs before. */
  boolean stillImproves() {
    int epochs = runs.stream().mapToInt(run -> run.curve().size()).min().orElse(0);
    int before = epochs - Math.max(1, epochs / 10);
    return before > 0 && lossAt(epochs) < (1 - LEAST_GAIN) * lossAt(before);
  }

  private double lossAt(int epoch) {
    return runs.stream()
        .flatMapToDouble(run -> DoubleStream.of(run.curve().get(epoch - 1).heldOutLoss()))
        .average()
        .orElseThrow();
  }
}

package org.sparkdropout.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.apache.commons.math3.stat.StatUtils;
import org.sparkdropout.inspect.Inspection;

/**
 * An arm and its runs.
 *
 * @param name of the arm
 * @param network the widths of the layers and the activation
 * @param dropout what drops in it, for people to read
 * @param replicas of each run
 * @param batchSize of a replica
 * @param runs one a seed
 * @param inspection what the network of the first seed looks like inside; null if it is not one of
 *     our own engine
 * @param params those that were set, but for the seed
 * @param defaults the others, as far as they have a default
 * @param point where the arm is in a sweep; null if it is part of none
 */
public record ArmReport(
    String name,
    String network,
    String dropout,
    int replicas,
    int batchSize,
    List<RunReport> runs,
    Inspection inspection,
    Map<String, String> params,
    Map<String, String> defaults,
    SweepPoint point) {
  /** What a tenth of the epochs must lower the loss by to count as an improvement. */
  private static final double LEAST_GAIN = 0.02;

  static ArmReport of(List<MeasuredRun> runs, Optional<Inspection> inspection) {
    MeasuredRun first = runs.get(0);
    Arm arm = first.arm();
    return new ArmReport(
        arm.name(),
        first.network(),
        first.dropout(),
        first.replicas(),
        first.batchSize(),
        runs.stream().map(MeasuredRun::report).toList(),
        inspection.orElse(null),
        arm.params(),
        arm.defaults(),
        arm.point().orElse(null));
  }

  /** The same arm with other runs. */
  ArmReport withRuns(List<RunReport> others) {
    return new ArmReport(
        name, network, dropout, replicas, batchSize, others, inspection, params, defaults, point);
  }

  ArmReport withTexts(UnaryOperator<String> change) {
    return new ArmReport(
        name,
        network,
        dropout,
        replicas,
        batchSize,
        runs.stream().map(run -> run.withTexts(change)).toList(),
        inspection,
        changed(params, change),
        changed(defaults, change),
        point);
  }

  private static Map<String, String> changed(
      Map<String, String> texts, UnaryOperator<String> change) {
    Map<String, String> changed = new TreeMap<>();
    texts.forEach((name, text) -> changed.put(name, change.apply(text)));
    return changed;
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

  /**
   * The mean seconds of training but for the first run, in which the JVM and caches are cold. The
   * other runs of the arms alternate.
   *
   * @return NaN with one run
   */
  public double seconds() {
    return StatUtils.mean(runs.stream().skip(1).mapToDouble(RunReport::seconds).toArray());
  }

  /** Whether the held-out loss still fell in the last tenth of the epochs. */
  boolean stillImproves() {
    return runs.stream().noneMatch(RunReport::stoppedEarly)
        && mean(run -> run.lossBeforeEnd(0))
            < (1 - LEAST_GAIN) * mean(run -> run.lossBeforeEnd(0.1));
  }
}

package org.sparkdropout.compare;

import java.util.Comparator;
import java.util.List;
import org.sparkdropout.measure.Quality;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.Validation;

/**
 * One run of an arm.
 *
 * @param seed of the run
 * @param train the trained network, nothing dropped, on the training rows
 * @param test and on the test rows
 * @param gap test error - train error, of numbers test RMSE - train RMSE: what the network has
 *     learnt by heart
 * @param bestEpoch the epoch with the lowest error on the held-out rows of the curve, the first of
 *     several; 0 without epochs. Where the curve is of test rows it is only looked at
 * @param seconds of training, without measuring
 * @param weightsDigest SHA-256 of the trained weights
 * @param curve one point an epoch
 * @param warnings what training warned of, for people to read
 */
public record RunReport(
    long seed,
    Quality train,
    Quality test,
    double gap,
    int bestEpoch,
    double seconds,
    String weightsDigest,
    List<CurvePoint> curve,
    List<String> warnings) {
  static RunReport of(TrainedRun run, Quality train, Quality test) {
    List<EpochRecord> history = run.model().summary().history();
    List<CurvePoint> curve = history.stream().map(RunReport::point).toList();
    return new RunReport(
        run.seed(),
        train,
        test,
        test.error() - train.error(),
        curve.stream()
            .min(Comparator.comparingDouble(CurvePoint::heldOutError))
            .map(CurvePoint::epoch)
            .orElse(0),
        history.stream().mapToDouble(EpochRecord::seconds).sum(),
        run.model().weightsDigest(),
        curve,
        run.model().summary().warnings());
  }

  private static CurvePoint point(EpochRecord epoch) {
    Validation heldOut = epoch.validation().orElseThrow();
    return new CurvePoint(
        epoch.epoch(), epoch.loss(), epoch.error(), heldOut.loss(), heldOut.error());
  }
}

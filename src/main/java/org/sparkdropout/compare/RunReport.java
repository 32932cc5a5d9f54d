package org.sparkdropout.compare;

import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import org.sparkdropout.measure.Quality;
import org.sparkdropout.ml.DropoutModel;
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
 * @param stoppedEarly whether it ended before its last epoch
 * @param seconds of training, without measuring
 * @param weightsDigest SHA-256 of the trained weights
 * @param times where the time of its rounds went
 * @param kernels what multiplied matrices in training, such as {@code openblas-0.3.28-skylakex}:
 *     library, version, instruction set
 * @param curve one point an epoch
 * @param warnings what training warned of, for people to read
 */
public record RunReport(
    long seed,
    Quality train,
    Quality test,
    double gap,
    int bestEpoch,
    boolean stoppedEarly,
    double seconds,
    String weightsDigest,
    RoundTimes times,
    String kernels,
    List<CurvePoint> curve,
    List<String> warnings) {
  static RunReport of(long seed, DropoutModel model, Quality train, Quality test) {
    List<EpochRecord> history = model.summary().history();
    List<CurvePoint> curve = history.stream().map(RunReport::point).toList();
    return new RunReport(
        seed,
        train,
        test,
        test.error() - train.error(),
        curve.stream()
            .min(Comparator.comparingDouble(CurvePoint::heldOutError))
            .map(CurvePoint::epoch)
            .orElse(0),
        model.summary().stoppedEarly(),
        history.stream().mapToDouble(EpochRecord::seconds).sum(),
        model.weightsDigest(),
        RoundTimes.of(model.summary()),
        model.provenance().versions().getOrDefault("blas", ""),
        curve,
        model.summary().warnings());
  }

  RunReport withTexts(UnaryOperator<String> change) {
    return new RunReport(
        seed,
        train,
        test,
        gap,
        bestEpoch,
        stoppedEarly,
        seconds,
        weightsDigest,
        times,
        kernels,
        curve,
        warnings.stream().map(change).toList());
  }

  private static CurvePoint point(EpochRecord epoch) {
    Validation heldOut = epoch.validation().orElseThrow();
    return new CurvePoint(
        epoch.epoch(), epoch.loss(), epoch.error(), heldOut.loss(), heldOut.error());
  }

  /** The held-out loss a share of the epochs, but at least one, before the end; NaN without. */
  double lossBeforeEnd(double share) {
    int before = share == 0 ? 0 : (int) Math.max(1, share * curve.size());
    int place = curve.size() - 1 - before;
    return place < 0 ? Double.NaN : curve.get(place).heldOutLoss();
  }
}

package org.sparkdropout.compare;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.param.Columns;

/**
 * One of the settings that a comparison compares.
 *
 * @param name for people to read, such as {@code with dropout}
 * @param estimator which is not changed; its seed does not count
 * @param beside what the arm has beside the params of its estimator
 * @param point where the arm is in a sweep, if it is part of one
 */
public record Arm(
    String name, DropoutEstimator<?, ?> estimator, Beside beside, Optional<SweepPoint> point) {
  private static final int LONGEST_NAME = 50;

  /**
   * What an arm has beside the params of its estimator.
   *
   * @param monteCarlo the thinned networks that are averaged in scoring; 0 for the scaled network
   * @param trainingRows how many of the training rows are trained on, drawn by the seed of the run;
   *     0 for all
   */
  public record Beside(int monteCarlo, long trainingRows) {
    /** The scaled network, trained on all rows. */
    public static final Beside NOTHING = new Beside(0, 0);
  }

  /**
   * An arm that is not part of a sweep, and has nothing beside its estimator.
   *
   * @param name for people to read
   * @param estimator which is not changed
   */
  public Arm(String name, DropoutEstimator<?, ?> estimator) {
    this(name, estimator, Beside.NOTHING, Optional.empty());
  }

  /**
   * A name for a run of the arm, of letters, digits and hyphens. Names of different arms differ.
   *
   * @param seed of the run
   * @return at most 90 characters, such as {@code with-dropout-seed-1}
   */
  String runName(long seed) {
    String plain = name.replaceAll("[^a-zA-Z0-9]", "-");
    String cut = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    boolean isPlain = cut.equals(name.replace(' ', '-')) && !name.contains("-");
    String distinct = isPlain ? cut : cut + "-" + DigestUtils.sha256Hex(name).substring(0, 8);
    return "%s-seed-%d".formatted(distinct, seed);
  }

  /** Whether two arms train the same, so that one training serves both. */
  boolean trainsLike(Arm other) {
    return beside.trainingRows() == other.beside.trainingRows()
        && texts(estimator::isSet).equals(other.texts(other.estimator::isSet))
        && defaults().equals(other.defaults())
        && estimator.dropoutText().equals(other.estimator.dropoutText()); // Of a file, no param.
  }

  /**
   * The estimator of a run: a copy with a seed, columns, checkpoints and a history of its own.
   *
   * @param seed of the run
   */
  DropoutEstimator<?, ?> forRun(long seed) {
    DropoutEstimator<?, ?> one = (DropoutEstimator<?, ?>) estimator.copy(ParamMap.empty());
    RunColumns.of(one).nameIn(one);
    one.setSeed(seed);
    one.checkpointFolder().ifPresent(folder -> one.setCheckpointPath(folder + "/" + runName(seed)));
    Columns.named(one, one.summaryName())
        .ifPresent(name -> one.setSummaryName(name + "/" + runName(seed)));
    return one;
  }

  /**
   * The settings of the arm that are set, with those beside the estimator.
   *
   * @return the params but for the seed, by name; values as JSON
   */
  public Map<String, String> params() {
    Map<String, String> params = texts(estimator::isSet);
    if (beside.monteCarlo() > 0) {
      params.put("monteCarlo", String.valueOf(beside.monteCarlo()));
    }
    if (beside.trainingRows() > 0) {
      params.put("trainingRows", String.valueOf(beside.trainingRows()));
    }
    return params;
  }

  /**
   * The settings of the arm that are not set and have a default.
   *
   * @return the params by name; values as JSON
   */
  public Map<String, String> defaults() {
    return texts(param -> estimator.isDefined(param) && !estimator.isSet(param));
  }

  private Map<String, String> texts(Predicate<Param<?>> which) {
    Map<String, String> params = new TreeMap<>();
    Stream.of(estimator.params())
        .filter(which)
        .filter(param -> !param.name().equals(estimator.seed().name()))
        .forEach(param -> params.put(param.name(), text(param)));
    return params;
  }

  private <T> String text(Param<T> param) {
    return param.jsonEncode(estimator.getOrDefault(param));
  }
}

package org.sparkdropout.fit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.sparkdropout.ml.param.OptimizerKind;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.train.TrainingPlan;

/**
 * What a run takes for settings that depend on its number of replicas, where the user has left them
 * open.
 *
 * <p>More replicas take fewer steps each in a pass over the rows. Three things make up for it.
 * Batches are smaller, so that two to four replicas take as many steps as one. Replicas are
 * averaged some times an epoch, with an outer step that goes on in the direction of the last
 * averages (Douillard et al. 2023, "DiLoCo", whose learning rate this is); its momentum grows with
 * the replicas, as in Wang et al. 2020, "SlowMo", and over the whole run, since steps that are too
 * long do harm at its beginning most of all. Very many replicas take thinned networks by round,
 * whose small batches cost less and want a smaller learning rate. The page on averaging has the
 * figures.
 *
 * @param given with the settings that were chosen
 * @param text what was chosen, for people to read; empty if nothing
 */
record ReplicaDefaults(GivenNetwork given, String text) {
  /** With fewer replicas the plain average loses little, and an outer step gains nothing. */
  static final int FEWEST = 4;

  private static final int VERY_MANY = 64;
  private static final int SMALL_BATCH = 32;
  private static final int SMALLEST_BATCH = 8;

  /** Of the usual rate: the square root of 8 / 32 (Krizhevsky 2014, arXiv:1404.5997). */
  private static final double SMALLEST_BATCH_RATE = 0.5;

  /** From here on thinned networks are so small that batches of 8 cost no more than those of 32. */
  private static final double LARGE_DROPOUT = 0.4;

  private static final double OUTER_LEARNING_RATE = 0.7;
  private static final double LARGEST_MOMENTUM = 0.95;
  private static final int ROUNDS_PER_EPOCH = 4;

  /** Steps. An outer step after fewer swings to and fro. */
  private static final int SHORTEST_ROUND = 5;

  /** Steps, but for a few more where the last round would be too short otherwise. */
  private static final int LONGEST_ROUND = 20;

  /**
   * Chooses.
   *
   * @param given what the user set
   * @param replicas of the run, at least 1
   * @param rows to train on, at least 1
   * @return what the run starts from; as given where nothing is open, and where nothing was
   *     measured: with other engines
   */
  static ReplicaDefaults of(GivenNetwork given, int replicas, long rows) {
    SharedParams asked = given.params();
    SharedParams chosen = chosen(asked, replicas, rows);
    List<Param<?>> set =
        Arrays.stream(chosen.params())
            .<Param<?>>map(param -> param)
            .filter(param -> chosen.isSet(param) && !asked.isSet(param))
            .toList();
    return set.isEmpty()
        ? new ReplicaDefaults(given, "")
        : new ReplicaDefaults(
            given.withParams(chosen),
            "%s, as chosen for %d replicas"
                .formatted(SettingsCheck.assignments(chosen, set), replicas));
  }

  private static SharedParams chosen(SharedParams asked, int replicas, long rows) {
    SharedParams chosen = GivenNetwork.copy(asked);
    if (takesSmallBatches(asked, replicas)) {
      chosen.set(chosen.batchSize(), batchSize(asked, replicas));
      if (sharesMasks(asked, replicas)) {
        chosen.set(chosen.maskSharing(), "round");
        chosen.set(
            chosen.learningRate(),
            SMALLEST_BATCH_RATE * OptimizerKind.of(asked).learningRate(asked));
      }
    }
    long atOnce = (long) replicas * chosen.getBatchSize();
    if (takesOuterStep(asked, replicas)
        && momentum(atOnce) > 1 - OUTER_LEARNING_RATE // Else the step is shorter than the average.
        && rows / atOnce >= SHORTEST_ROUND) {
      long steps = TrainingPlan.stepsPerEpoch(rows, replicas, chosen.getBatchSize());
      chosen.set(chosen.averagingInterval(), interval(steps));
      chosen.set(chosen.outerLearningRate(), OUTER_LEARNING_RATE);
      chosen.set(chosen.outerMomentum(), momentum(atOnce));
      chosen.set(chosen.outerWarmupEpochs(), (double) asked.getMaxIter());
    }
    return chosen;
  }

  /**
   * The batch of a replica.
   *
   * @param params of an estimator
   * @param replicas of the run
   * @return as set; or what suits the number of replicas: all of them together take as many
   *     examples at once as one alone, until their batches are so small that steps are slow
   */
  static int batchSize(SharedParams params, int replicas) {
    if (!takesSmallBatches(params, replicas)) {
      return params.getBatchSize();
    }
    return sharesMasks(params, replicas)
        ? SMALLEST_BATCH
        : Math.max(SMALL_BATCH, params.getBatchSize() / replicas);
  }

  private static boolean takesSmallBatches(SharedParams params, int replicas) {
    return replicas > 1 && isOurs(params) && !params.isSet(params.batchSize());
  }

  /**
   * Whether masks by round are possible, make small batches cheap, and nobody has asked for others,
   * for long rounds, or for a learning rate, which batches so small do not bear if it is large.
   */
  private static boolean sharesMasks(SharedParams params, int replicas) {
    return replicas >= VERY_MANY
        && takesOuterStep(params, replicas)
        && !params.isSet(params.maskSharing())
        && !params.isSet(params.learningRate())
        && Arrays.stream(params.getHiddenDropout()).allMatch(rate -> rate >= LARGE_DROPOUT)
        && !params.getDropoutKind().equals("gaussian")
        && params.getDropoutSchedule().equals("constant");
  }

  /** Those that average themselves take none; one setting of the step is the whole step. */
  private static boolean takesOuterStep(SharedParams params, int replicas) {
    return replicas >= FEWEST
        && isOurs(params)
        && OptimizerKind.of(params) != OptimizerKind.SCHEDULEFREE
        && Stream.of(
                params.averagingInterval(),
                params.outerLearningRate(),
                params.outerMomentum(),
                params.outerWarmupEpochs())
            .noneMatch(params::isSet);
  }

  /** Nothing was measured with other engines. */
  private static boolean isOurs(SharedParams params) {
    return params.getEngine().equals(DenseNetwork.ENGINE);
  }

  /**
   * The momentum of the outer step. With momentum m the step goes 0.7 / (1 - m) times as far as the
   * average in the long run. That factor is a 73rd of the examples that all replicas take at once,
   * since large batches allow large steps; and at most 14.
   */
  private static double momentum(long atOnce) {
    double momentum = Math.min(LARGEST_MOMENTUM, 1 - 51.2 / atOnce);
    return Math.round(momentum * 100) / 100.0;
  }

  /**
   * Some rounds in each epoch, of so many steps that an average is worth its traffic. The last one
   * is not so short that an outer step after it would swing.
   */
  private static int interval(long stepsPerEpoch) {
    long shortest = stepsPerEpoch / ROUNDS_PER_EPOCH;
    int interval = (int) Math.max(SHORTEST_ROUND, Math.min(LONGEST_ROUND, shortest));
    while (stepsPerEpoch % interval != 0 && stepsPerEpoch % interval < SHORTEST_ROUND) {
      interval++;
    }
    return interval;
  }
}

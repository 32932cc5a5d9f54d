package org.sparkdropout.job;

import java.util.Set;
import org.sparkdropout.score.DenseNetwork;

/**
 * Which settings have no fixed value where they are left out: it depends on the optimizer, the
 * number of replicas or the initial model, all of which are our own engine's, or on the number of
 * splits of a comparison. Such a setting counts as the user's even where the user gives it the
 * value that the reference has.
 */
final class VaryingDefaults {
  private static final Set<String> RUN_SAYS =
      Set.of(
          "train.batchSize",
          "train.learningRate",
          "train.maskSharing",
          "train.averagingInterval",
          "train.outerLearningRate",
          "train.outerMomentum",
          "train.outerWarmupEpochs");
  private static final Set<String> MODEL_SAYS = Set.of("train.hiddenLayers", "train.activation");

  private VaryingDefaults() {}

  /** Whether a key is such a setting of a run. */
  static boolean has(String key, Settings settings) {
    return (key.equals(CompareSeeds.KEY) && TableSplits.count(settings) > 1)
        || isOfEngine(key, settings);
  }

  private static boolean isOfEngine(String key, Settings settings) {
    return settings.text("train.engine").equals(DenseNetwork.ENGINE)
        && (RUN_SAYS.contains(key)
            || (MODEL_SAYS.contains(key) && !settings.isNull("train.initialModel")));
  }
}

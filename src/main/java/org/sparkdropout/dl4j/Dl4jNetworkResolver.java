package org.sparkdropout.dl4j;

import org.sparkdropout.data.DataProfile;
import org.sparkdropout.fit.GivenNetwork;
import org.sparkdropout.fit.ResolvedNetwork;
import org.sparkdropout.train.Engine;
import org.sparkdropout.train.StateSize;
import org.sparkdropout.train.TrainingPlan;

/** A network of DL4J, as its configuration describes it. */
final class Dl4jNetworkResolver implements ResolvedNetwork {
  private final Dl4jStart start;

  /**
   * Makes the network and tries it on features of the data's width.
   *
   * @param untrainedCategories features whose drawn weights nothing would train
   * @throws UnsupportedNetworkException if it does not fit the data
   */
  Dl4jNetworkResolver(
      Dl4jConfiguration configuration,
      GivenNetwork given,
      DataProfile profile,
      int[] untrainedCategories) {
    this.start =
        Dl4jStart.of(
            configuration,
            given.weights(),
            profile.width(),
            configuration.head(profile),
            given.params().getSeed(),
            untrainedCategories);
  }

  @Override
  public int parameters() {
    return start.parameters();
  }

  @Override
  public StateSize size() {
    return StateSize.whole(start.parameters(), start.kept());
  }

  @Override
  public Engine engine(TrainingPlan run) {
    return new Dl4jEngine(run, start);
  }

  @Override
  public String toString() {
    return start.configuration().toString();
  }
}

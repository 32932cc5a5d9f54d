package org.sparkdropout.train;

import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.ThinnedNetwork;
import org.sparkdropout.network.Topology;

/**
 * How large the state of a run is, in bytes.
 *
 * @param weights all parameters of the network
 * @param kept what the optimiser keeps
 * @param replica what a replica trains and sends back: both, or those of a thinned network
 * @param sliceable whether replicas can be averaged in slices
 */
public record StateSize(long weights, long kept, long replica, boolean sliceable) {
  /**
   * Of a network whose optimiser keeps arrays laid out like the weights.
   *
   * @param arrays how many
   * @param parameters of the network
   * @param trained parameters of what a replica trains and sends back
   * @return the sizes
   */
  public static StateSize withArrays(int arrays, long parameters, long trained) {
    long weights = Float.BYTES * parameters;
    return new StateSize(weights, arrays * weights, (1L + arrays) * Float.BYTES * trained, true);
  }

  /**
   * Of a dense network, whose replicas train thinned ones where masks are shared by round.
   *
   * @param topology of the network
   * @param dropout how much of it drops
   * @param arrays that the optimiser keeps
   * @return the sizes
   */
  public static StateSize ofDense(Topology topology, Dropout dropout, int arrays) {
    Topology trained =
        dropout.sharing() == Dropout.Sharing.ROUND
            ? ThinnedNetwork.of(topology, dropout).topology()
            : topology;
    return withArrays(arrays, topology.parameters(), trained.parameters());
  }

  /**
   * Of a network whose replicas send all of it back to the driver.
   *
   * @param parameters of the network
   * @param kept numbers that the optimiser keeps
   * @return the sizes
   */
  public static StateSize whole(long parameters, long kept) {
    long weights = Float.BYTES * parameters;
    long optimizer = Float.BYTES * kept;
    return new StateSize(weights, optimizer, weights + optimizer, false);
  }

  /**
   * The common state of all replicas.
   *
   * @return weights and what the optimiser keeps
   */
  public long state() {
    return weights + kept;
  }

  /**
   * Where the replicas of a run are averaged.
   *
   * @param plan the run
   * @param local whether replicas train in the driver's own process
   * @return never {@link AveragingPath#AUTO}
   */
  public AveragingPath path(TrainingPlan plan, boolean local) {
    return sliceable ? plan.path(state(), local) : AveragingPath.DRIVER;
  }

  /**
   * The same, where what counts of a replica is what it sends.
   *
   * @param plan the run
   * @return sizes on the network
   */
  public StateSize onNetwork(TrainingPlan plan) {
    return new StateSize(weights, kept, plan.averagingPrecision().sent(replica), sliceable);
  }
}

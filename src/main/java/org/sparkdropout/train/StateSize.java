package org.sparkdropout.train;

/**
 * How large the state of a run is, in bytes.
 *
 * @param weights all parameters of the network
 * @param velocity what the optimiser keeps
 * @param replica what a replica trains and sends back: both, or those of a thinned network
 * @param sliceable whether replicas can be averaged in slices
 */
public record StateSize(long weights, long velocity, long replica, boolean sliceable) {
  /**
   * Of a network whose optimiser keeps a velocity for each parameter.
   *
   * @param parameters of the network
   * @param trained parameters of what a replica trains and sends back
   * @return the sizes
   */
  public static StateSize withMomentum(long parameters, long trained) {
    long weights = Float.BYTES * parameters;
    return new StateSize(weights, weights, 2 * Float.BYTES * trained, true);
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
    long velocity = Float.BYTES * kept;
    return new StateSize(weights, velocity, weights + velocity, false);
  }

  long state() {
    return weights + velocity;
  }
}

package org.sparkdropout.score;

import java.util.List;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.SampledNetwork;
import org.sparkdropout.dropout.SampledNetworks;
import org.sparkdropout.head.Answer;

/**
 * A dense network that answers by the mean over thinned networks. What is sent to executors is the
 * network alone: each process cuts the thinned ones out at their first use, once for all of its
 * tasks, and keeps them for as long as it scores with them. Thread-safe.
 *
 * <p>A class rather than a record: it is broadcast, and Kryo cannot read records.
 */
public final class MonteCarloNetwork implements ExportedNetwork {
  private static final long serialVersionUID = 1L;

  /** The share of a heap that thinned networks may take: half of what Spark leaves to users. */
  private static final int SHARE = 5;

  private static final long MEBIBYTE = 1 << 20;

  private final DenseNetwork network;
  private final SampledNetworks sampled;
  private transient List<SampledNetwork> samples;

  /**
   * A network.
   *
   * @param network scaled for inference
   * @param dropout what dropped in its training
   * @param seed of the masks, any value
   * @param samples how many thinned networks, at least 1
   */
  public MonteCarloNetwork(DenseNetwork network, Dropout dropout, long seed, int samples) {
    this.network = network;
    this.sampled = new SampledNetworks(network.weights().topology(), dropout, seed, samples);
  }

  /**
   * Checks that the thinned networks fit into a process.
   *
   * @param heap bytes that its heap may grow to
   * @throws IllegalArgumentException if they are more than a fifth of it
   */
  public void requireRoom(long heap) {
    long each = (long) sampled.topology().parameters() * Float.BYTES;
    long most = heap / SHARE / each;
    if (sampled.samples() > most) {
      throw new IllegalArgumentException(
          "monteCarlo must give thinned networks that fit into a fifth of the heap of the process that scores, which has %,d MiB: at most %,d of %s, %,.1f MiB each. Provided value: %d. Lower monteCarlo, or give more memory: spark.executor.memory, in a local run spark.driver.memory = %dg"
              .formatted(
                  heap / MEBIBYTE,
                  most,
                  sampled.topology(),
                  (double) each / MEBIBYTE,
                  sampled.samples(),
                  gibibytes(each * sampled.samples() * SHARE)));
    }
  }

  private static long gibibytes(long bytes) {
    return bytes / (MEBIBYTE << 10) + 1;
  }

  @Override
  public String engine() {
    return network.engine();
  }

  @Override
  public int inputs() {
    return network.inputs();
  }

  @Override
  public int outputs() {
    return network.outputs();
  }

  @Override
  public Answer answer() {
    return monteCarlo();
  }

  private MonteCarloAnswer monteCarlo() {
    return new MonteCarloAnswer(network.answer(), sampled.samples());
  }

  @Override
  public float[] parameters() {
    return network.parameters();
  }

  /**
   * What scores rows with the thinned networks.
   *
   * @return its scores are what {@link #answer} reads
   * @throws IllegalArgumentException if they do not fit into this process
   */
  @Override
  public Scorer scorer() {
    return new MonteCarloScorer(samples(), monteCarlo(), inputs(), Blas.instance());
  }

  private synchronized List<SampledNetwork> samples() {
    if (samples == null) {
      requireRoom(Runtime.getRuntime().maxMemory());
      samples = sampled.cutFrom(network.weights());
    }
    return samples;
  }

  @Override
  public String toString() {
    return "%d thinned networks of %s".formatted(sampled.samples(), network);
  }
}

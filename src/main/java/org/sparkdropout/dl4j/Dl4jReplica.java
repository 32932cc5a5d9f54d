package org.sparkdropout.dl4j;

import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.data.Shard;
import org.sparkdropout.head.Head;
import org.sparkdropout.head.Tally;
import org.sparkdropout.random.Purpose;
import org.sparkdropout.train.Batches;
import org.sparkdropout.train.Round;
import org.sparkdropout.train.TrainState;
import org.sparkdropout.train.TrainingPlan;

/**
 * A network of DL4J that trains one replica at a time. Made once and used for many rounds, since
 * making one takes longer than a short round; nothing of a round is left in it for the next. Not
 * thread-safe.
 */
final class Dl4jReplica {
  private final MultiLayerNetwork network;
  private final MaskStep masks;
  private final CountedLoss loss;
  private final OutputKind kind;
  private final int outputs;
  private final float[] targets;
  private final float[] exampleWeights;
  private float[] features = {};

  Dl4jReplica(TrainingPlan plan, Dl4jConfiguration configuration, Head head) {
    this.masks = new MaskStep(plan.seed());
    this.network = new MultiLayerNetwork(configuration.keyed(masks, plan.seed(), head));
    network.init();
    PatchConvolution.install(network);
    OutputLayer output = (OutputLayer) network.getOutputLayer().conf().getLayer();
    this.loss = (CountedLoss) output.getLossFn();
    loss.weigh(plan.classWeights());
    this.kind = configuration.kind();
    this.outputs = configuration.outputs();
    this.targets = new float[plan.batchSize() * head.targetWidth()];
    this.exampleWeights = new float[plan.batchSize()];
  }

  /** Takes over a state; copies it. */
  void set(TrainState state) {
    NativeFloats.write(state.weights(), network.params());
    for (float[] kept : state.arrays()) {
      NativeFloats.write(kept, network.updaterState());
    }
  }

  /** A copy of the state. */
  TrainState state() {
    return state(network);
  }

  /** A copy of a network's weights and of what its updater keeps, which may be nothing. */
  static TrainState state(MultiLayerNetwork network) {
    INDArray updater = network.updaterState();
    float[] weights = NativeFloats.read(network.params());
    return updater == null
        ? new TrainState(weights)
        : new TrainState(weights, NativeFloats.read(updater));
  }

  /** Takes a step; returns how many examples it saw, 0 past the end of the shard. */
  int step(Batches batches, Shard shard, int replica, Round round, int step, Tally tally) {
    features = NativeFloats.atLeast(features, batches.capacity() * shard.width());
    int rows = batches.fill(features, targets, exampleWeights, step);
    if (rows == 0) {
      return 0;
    }
    moveTo(replica, round, step);
    loss.count(tally, targets, exampleWeights);
    try (INDArray inputs = array(features, rows, shard.width());
        INDArray labels = array(kind.rows(targets, rows, outputs), rows, outputs)) {
      network.fit(inputs, labels);
    }
    return rows;
  }

  /** DL4J's schedules count steps and epochs; what else is random in layers starts from here. */
  private void moveTo(int replica, Round round, int step) {
    masks.moveTo(replica, round.epoch(), step);
    network.getLayerWiseConfigurations().setEpochCount(round.epoch());
    network
        .getLayerWiseConfigurations()
        .setIterationCount(Math.toIntExact(round.time(step).stepsBefore()));
    int[] words = new int[4];
    masks.streams().block(words, Purpose.LAYER_SEED, replica, round.epoch(), step, 0, 0);
    Nd4j.getRandom().setSeed(Integer.toUnsignedLong(words[0]) | (long) words[1] << 32);
  }

  private static INDArray array(float[] values, int rows, int columns) {
    INDArray array = Nd4j.createUninitialized(new long[] {rows, columns}, 'c');
    NativeFloats.write(values, array);
    return array;
  }

  /** Frees the network; the object is of no use then. */
  void close() {
    NativeMemory.free(network);
  }
}

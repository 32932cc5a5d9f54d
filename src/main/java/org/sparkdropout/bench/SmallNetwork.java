package org.sparkdropout.bench;

import java.util.List;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.data.Example;
import org.sparkdropout.data.Shard;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.DropoutSchedule;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Initialization;
import org.sparkdropout.network.Topology;
import org.sparkdropout.optimizer.LearningRate;
import org.sparkdropout.optimizer.Optimization;
import org.sparkdropout.optimizer.Sgd;
import org.sparkdropout.score.Scorer;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.BlasEngine;
import org.sparkdropout.train.BlasPlan;
import org.sparkdropout.train.EarlyStopping;
import org.sparkdropout.train.OuterStep;
import org.sparkdropout.train.Round;
import org.sparkdropout.train.TrainState;
import org.sparkdropout.train.TrainingPlan;
import picocli.CommandLine.Option;

/** A network of two classes that is trained by one replica without Spark, and its settings. */
final class SmallNetwork {
  private static final int CLASSES = 2;
  private static final double MOMENTUM = 0.9;

  @Option(names = "--hidden", description = "units of the hidden layer")
  private int hidden = 64;

  @Option(names = "--hidden-dropout", description = "probability of dropping a hidden unit")
  private double hiddenDropout = 0.5;

  @Option(names = "--epochs", description = "passes over the training rows")
  private int epochs = 30;

  @Option(names = "--batch-size", description = "examples in a step")
  private int batchSize = 20;

  @Option(names = "--learning-rate", description = "constant; the momentum is 0.9")
  private double learningRate = 0.05;

  /**
   * Trains, and scores rows with the network as it would be exported.
   *
   * @param seed of the initial weights, the batches and the masks
   * @return for each test row whether it is wrong
   */
  boolean[] wrongs(List<Example> train, List<Example> test, long seed) {
    Shard shard = Shard.ofExamples(train);
    BlasEngine engine = new BlasEngine(plan(shard.width(), seed));
    TrainState state = engine.initialState();
    int steps = (shard.rows() + batchSize - 1) / batchSize;
    for (int epoch = 0; epoch < epochs; epoch++) {
      state = engine.train(state, shard, 0, new Round(epoch, 0, steps, steps)).state();
    }
    try (Scorer scorer = engine.export(engine.scored(state)).scorer()) {
      return wrongs(scorer, test);
    }
  }

  private static boolean[] wrongs(Scorer scorer, List<Example> rows) {
    double[][] logits =
        scorer.logits(
            rows.size(),
            (row, target, offset) -> {
              float[] features = rows.get(row).features();
              System.arraycopy(features, 0, target, offset, features.length);
            });
    boolean[] wrongs = new boolean[rows.size()];
    for (int row = 0; row < wrongs.length; row++) {
      int answer = logits[row][1] > logits[row][0] ? 1 : 0;
      wrongs[row] = answer != Math.round(rows.get(row).target()[0]);
    }
    return wrongs;
  }

  private BlasPlan plan(int features, long seed) {
    Topology topology = new Topology(features, new int[] {hidden}, CLASSES, Activation.RELU);
    return new BlasPlan(
        run(topology, seed),
        topology,
        new SoftmaxCrossEntropy(CLASSES),
        Dropout.of(
            Dropout.Kind.CLASSIC,
            Dropout.Sharing.EXAMPLE,
            0,
            new double[] {hiddenDropout},
            topology),
        DropoutSchedule.CONSTANT,
        new Initialization(Initialization.Kind.HE, 0.01),
        new Optimization(
            new LearningRate(LearningRate.Schedule.CONSTANT, learningRate, 0, 1, 0),
            new Sgd(Sgd.Kind.CLASSICAL, 0, MOMENTUM, 0),
            0,
            0,
            0,
            0),
        Precision.FLOAT32);
  }

  private TrainingPlan run(Topology topology, long seed) {
    return new TrainingPlan(
        topology.toString(),
        topology.parameters(),
        epochs,
        batchSize,
        1,
        Integer.MAX_VALUE,
        OuterStep.AVERAGE,
        AveragingPath.DRIVER,
        EarlyStopping.NEVER,
        1,
        seed);
  }

  @Override
  public String toString() {
    return "%d hidden units, dropout %s, %d epochs in batches of %d"
        .formatted(hidden, hiddenDropout, epochs, batchSize);
  }
}

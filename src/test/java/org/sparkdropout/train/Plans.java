package org.sparkdropout.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.data.Example;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.DropoutSchedule;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Initialization;
import org.sparkdropout.network.Topology;
import org.sparkdropout.optimizer.LearningRate;
import org.sparkdropout.optimizer.Optimization;
import org.sparkdropout.optimizer.Optimizer;
import org.sparkdropout.optimizer.Sgd;

/** Small runs and the data for them: two classes told apart by the sign of a sum. */
final class Plans {
  static final int WIDTH = 4;

  private Plans() {}

  static BlasPlan plan(int replicas, int epochs, double rate, EarlyStopping stopping) {
    return plan(Dropout.Sharing.EXAMPLE, replicas, epochs, rate, stopping);
  }

  static BlasPlan plan(
      Dropout.Sharing sharing, int replicas, int epochs, double rate, EarlyStopping stopping) {
    Topology topology = new Topology(WIDTH, new int[] {8}, 2, Activation.RELU);
    return plan(sharing, topology, 0.3, run(topology, replicas, epochs, 16, stopping), rate);
  }

  static BlasPlan plan(
      Dropout.Sharing sharing, Topology topology, double hidden, TrainingPlan run, double rate) {
    return new BlasPlan(
        run,
        topology,
        new SoftmaxCrossEntropy(topology.outputs()),
        Dropout.of(Dropout.Kind.CLASSIC, sharing, 0.1, new double[] {hidden}, topology),
        DropoutSchedule.CONSTANT,
        new Initialization(Initialization.Kind.HE, 0.01),
        new Optimization(
            new LearningRate(LearningRate.Schedule.CONSTANT, rate, 0, run.epochs(), 0),
            new Sgd(Sgd.Kind.CLASSICAL, 0.5, 0.9, 1),
            3,
            0,
            0,
            0),
        Precision.FLOAT32);
  }

  static TrainingPlan run(
      Topology topology, int replicas, int epochs, int batchSize, EarlyStopping stopping) {
    return new TrainingPlan(
        topology.toString(),
        topology.parameters(),
        epochs,
        batchSize,
        replicas,
        3,
        OuterStep.AVERAGE,
        AveragingPath.AUTO,
        stopping,
        1,
        5);
  }

  /** The same run by another optimiser. */
  static BlasPlan by(BlasPlan plan, Optimizer optimizer) {
    Optimization given = plan.optimization();
    return with(
        plan,
        plan.run(),
        new Optimization(given.learningRate(), optimizer, given.maxNorm(), given.l2(), 0.01, 0),
        plan.precision());
  }

  private static BlasPlan with(
      BlasPlan plan, TrainingPlan run, Optimization optimization, Precision precision) {
    return new BlasPlan(
        run,
        plan.topology(),
        plan.head(),
        plan.dropout(),
        plan.dropoutSchedule(),
        plan.initialization(),
        optimization,
        precision);
  }

  /** The same run, averaged in another way. */
  static BlasPlan averaged(BlasPlan plan, OuterStep outerStep, AveragingPath path) {
    return averaged(plan, outerStep, WeightAverage.NONE, path);
  }

  static BlasPlan averaged(
      BlasPlan plan, OuterStep outerStep, WeightAverage weightAverage, AveragingPath path) {
    TrainingPlan run = plan.run();
    TrainingPlan averaged =
        new TrainingPlan(
            run.network(),
            run.parameters(),
            run.epochs(),
            run.batchSize(),
            run.replicas(),
            run.averagingInterval(),
            outerStep,
            weightAverage,
            path,
            run.averagingPrecision(),
            run.earlyStopping(),
            run.weightScale(),
            run.classWeights(),
            run.seed(),
            "",
            run.measure());
    return with(plan, averaged, plan.optimization(), plan.precision());
  }

  /** The same run, whose replicas send what a round has added, in 8 bits. */
  static BlasPlan rounded(BlasPlan plan) {
    TrainingPlan run = plan.run().withAveragingPrecision(AveragingPrecision.FLOAT8);
    return with(plan, run, plan.optimization(), plan.precision());
  }

  static BlasPlan inPrecision(BlasPlan plan, Precision precision) {
    return with(plan, plan.run(), plan.optimization(), precision);
  }

  static List<Example> examples(int rows, long seed) {
    Random random = new Random(seed);
    List<Example> examples = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      float[] features = new float[WIDTH];
      float sum = 0;
      for (int i = 0; i < WIDTH; i++) {
        features[i] = (float) random.nextGaussian();
        sum += features[i];
      }
      examples.add(new Example(features, sum > 0 ? 1 : 0, 1f));
    }
    return examples;
  }
}

package org.sparkdropout.train;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.DropoutSchedule;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Initialization;
import org.sparkdropout.network.Topology;
import org.sparkdropout.optimizer.LearningRate;
import org.sparkdropout.optimizer.Optimization;
import org.sparkdropout.optimizer.Sgd;

/**
 * Time to average the weights and velocities of replicas of 784-1024-1024-1024-10, 2.9 million
 * weights: 47 MB come in from two replicas of the whole network, 15 MB from two thinned ones, and
 * 23 MB go out.
 *
 * <p>{@code mvn -Pjmh test-compile exec:exec -Djmh=AveragingBenchmark}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AveragingBenchmark {
  @Param({"EXAMPLE", "ROUND"})
  Dropout.Sharing sharing = Dropout.Sharing.EXAMPLE;

  @Param({"2", "8"})
  int replicas = 2;

  private TrainState start = new TrainState(new float[0], new float[0]);
  private List<RoundResult> results = List.of();

  /** Starts replicas and lets each of them count as many examples. */
  @Setup
  public void startReplicas() {
    BlasPlan plan = plan();
    start = new BlasEngine(plan).initialState();
    results = new ArrayList<>();
    for (int number = 0; number < replicas; number++) {
      Replica replica = Replica.of(plan, start, number, new Round(0, 0, 1, 1), 1, Blas.instance());
      results.add(new RoundResult(Tallies.report(number, 100), replica.state(), replica.thinned()));
    }
  }

  private BlasPlan plan() {
    Topology topology = new Topology(784, new int[] {1024, 1024, 1024}, 10, Activation.RELU);
    return new BlasPlan(
        run(topology),
        topology,
        new SoftmaxCrossEntropy(10),
        Dropout.of(Dropout.Kind.CLASSIC, sharing, 0.2, new double[] {0.5}, topology),
        DropoutSchedule.CONSTANT,
        new Initialization(Initialization.Kind.HE, 0),
        new Optimization(
            new LearningRate(LearningRate.Schedule.CONSTANT, 0.1, 0, 1, 0),
            new Sgd(Sgd.Kind.CLASSICAL, 0, 0.9, 0),
            3,
            0,
            0,
            0),
        Precision.FLOAT32);
  }

  private TrainingPlan run(Topology topology) {
    return new TrainingPlan(
        topology.toString(),
        topology.parameters(),
        1,
        1,
        replicas,
        1,
        OuterStep.AVERAGE,
        AveragingPath.AUTO,
        EarlyStopping.NEVER,
        1,
        1);
  }

  /** The average of all replicas. */
  @Benchmark
  public TrainState average() {
    return Averaging.average(start, results, 0, IntStream::parallel);
  }
}

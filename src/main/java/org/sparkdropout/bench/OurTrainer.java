package org.sparkdropout.bench;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.sparkdropout.data.Dealing;
import org.sparkdropout.data.Example;
import org.sparkdropout.data.Shards;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Initialization;
import org.sparkdropout.network.LearningRate;
import org.sparkdropout.network.Momentum;
import org.sparkdropout.network.Optimization;
import org.sparkdropout.network.Topology;
import org.sparkdropout.train.BlasEngine;
import org.sparkdropout.train.EarlyStopping;
import org.sparkdropout.train.OuterStep;
import org.sparkdropout.train.Trainer;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingPlan;

/** This project's whole Spark job, from the broadcast of the first round to the last average. */
final class OurTrainer implements Contender {
  private final Dropout.Sharing sharing;
  private final TrainingPlan plan;
  private final Shards shards;

  OurTrainer(Dropout.Sharing sharing, Workload workload, JavaSparkContext context) {
    this.sharing = sharing;
    this.plan = plan(sharing, workload);
    JavaRDD<Example> rows =
        context
            .parallelize(IntStream.range(0, workload.rows()).boxed().toList(), workload.replicas())
            .map(row -> new Example(workload.features(row), workload.label(row), 1f));
    this.shards = new Dealing(plan.seed(), workload.replicas()).deal(rows);
  }

  private static TrainingPlan plan(Dropout.Sharing sharing, Workload workload) {
    Topology topology =
        new Topology(
            workload.inputs(), workload.hiddenUnits(), workload.classes(), Activation.RELU);
    double[] hiddenDropout = {workload.hiddenDropout()};
    return new TrainingPlan(
        topology,
        Dropout.of(Dropout.Kind.CLASSIC, sharing, workload.inputDropout(), hiddenDropout, topology),
        new Initialization(Initialization.Kind.HE, 0.01),
        new Optimization(
            new LearningRate(LearningRate.Schedule.CONSTANT, Workload.LEARNING_RATE, 0, 1),
            new Momentum(Momentum.Kind.CLASSICAL, 0, Workload.MOMENTUM, 0),
            0,
            0,
            0),
        1,
        workload.batchSize(),
        workload.replicas(),
        workload.averagingInterval(),
        OuterStep.AVERAGE,
        EarlyStopping.NEVER,
        1,
        1);
  }

  @Override
  public String name() {
    return "spark-dropout, mask by " + sharing.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void pass() {
    new Trainer(plan, new BlasEngine(plan), shards, Optional.empty(), TrainingListener.NONE)
        .train();
  }

  @Override
  public void close() {
    shards.close();
  }
}

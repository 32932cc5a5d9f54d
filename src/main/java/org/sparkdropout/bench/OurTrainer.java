package org.sparkdropout.bench;

import java.util.Optional;
import java.util.function.Supplier;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.data.Shards;
import org.sparkdropout.dl4j.Dl4jConfiguration;
import org.sparkdropout.dl4j.Dl4jEngine;
import org.sparkdropout.dl4j.Dl4jStart;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.head.SoftmaxCrossEntropy;
import org.sparkdropout.train.BlasEngine;
import org.sparkdropout.train.BlasPlan;
import org.sparkdropout.train.Checkpoints;
import org.sparkdropout.train.Engine;
import org.sparkdropout.train.Trainer;
import org.sparkdropout.train.TrainingLog;
import org.sparkdropout.train.TrainingPlan;

/** This project's whole Spark job, from the broadcast of the first round to the last average. */
final class OurTrainer implements Contender {
  private final String name;
  private final TrainingPlan plan;
  private final Supplier<Engine> engine;
  private final Shards shards;

  private OurTrainer(String name, TrainingPlan plan, Supplier<Engine> engine, Shards shards) {
    this.name = name;
    this.plan = plan;
    this.engine = engine;
    this.shards = shards;
  }

  /** Our own engine. */
  static OurTrainer dense(
      Workload workload, Dropout.Sharing sharing, Precision precision, Shards shards) {
    BlasPlan plan = OurPlan.of(workload, sharing, precision);
    String name = "spark-dropout, " + OurPlan.name(sharing, precision);
    return new OurTrainer(name, plan.run(), () -> new BlasEngine(plan), shards);
  }

  /** DL4J as the engine: its layers, our shards and masks. */
  static OurTrainer dl4j(Workload workload, Shards shards) {
    Dl4jConfiguration network =
        Dl4jConfiguration.parse(Dl4jWorkload.configuration(workload).toJson(), "the bench");
    Dl4jStart start =
        Dl4jStart.of(
            network,
            Optional.empty(),
            workload.inputs(),
            new SoftmaxCrossEntropy(workload.classes()),
            OurPlan.SEED,
            new int[0]);
    TrainingPlan plan = OurPlan.run(workload, network.toString(), start.parameters(), 1);
    return new OurTrainer(
        "spark-dropout, engine dl4j", plan, () -> new Dl4jEngine(plan, start), shards);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double samplesPerSecond() {
    try (TrainingLog log = new TrainingLog(name)) {
      Trainer trainer =
          new Trainer(plan, engine.get(), shards, Optional.empty(), Checkpoints.NONE, log);
      long began = System.nanoTime();
      trainer.train();
      return shards.rows() / ((System.nanoTime() - began) * 1e-9);
    }
  }
}

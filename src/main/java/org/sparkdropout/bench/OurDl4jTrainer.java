package org.sparkdropout.bench;

import java.util.Optional;
import org.sparkdropout.data.Shards;
import org.sparkdropout.dl4j.Dl4jConfiguration;
import org.sparkdropout.dl4j.Dl4jEngine;
import org.sparkdropout.dl4j.Dl4jStart;
import org.sparkdropout.train.Checkpoints;
import org.sparkdropout.train.Trainer;
import org.sparkdropout.train.TrainingListener;
import org.sparkdropout.train.TrainingPlan;

/** This project's whole Spark job with DL4J as the engine: its layers, our shards and masks. */
final class OurDl4jTrainer implements Contender {
  private final TrainingPlan plan;
  private final Dl4jStart start;
  private final Shards shards;

  OurDl4jTrainer(Workload workload, Shards shards) {
    String network = Dl4jNetwork.configuration(workload).toJson();
    this.start =
        Dl4jStart.of(
            Dl4jConfiguration.parse(network, "the bench"),
            Optional.empty(),
            workload.inputs(),
            workload.classes(),
            OurPlan.SEED);
    this.plan = OurPlan.run(workload, start.configuration().toString(), start.parameters());
    this.shards = shards;
  }

  @Override
  public String name() {
    return "spark-dropout, engine dl4j";
  }

  @Override
  public double samplesPerSecond() {
    Trainer trainer =
        new Trainer(
            plan,
            new Dl4jEngine(plan, start),
            shards,
            Optional.empty(),
            Checkpoints.NONE,
            TrainingListener.NONE);
    long began = System.nanoTime();
    trainer.train();
    return shards.rows() / ((System.nanoTime() - began) * 1e-9);
  }
}

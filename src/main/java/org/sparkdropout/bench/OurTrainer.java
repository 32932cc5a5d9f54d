package org.sparkdropout.bench;

import java.util.Optional;
import org.sparkdropout.blas.Precision;
import org.sparkdropout.data.Shards;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.train.BlasEngine;
import org.sparkdropout.train.BlasPlan;
import org.sparkdropout.train.Checkpoints;
import org.sparkdropout.train.Trainer;
import org.sparkdropout.train.TrainingListener;

/** This project's whole Spark job, from the broadcast of the first round to the last average. */
final class OurTrainer implements Contender {
  private final String name;
  private final BlasPlan plan;
  private final Shards shards;

  OurTrainer(Workload workload, Dropout.Sharing sharing, Precision precision, Shards shards) {
    this.name = "spark-dropout, " + OurPlan.name(sharing, precision);
    this.plan = OurPlan.of(workload, sharing, precision);
    this.shards = shards;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double samplesPerSecond() {
    Trainer trainer =
        new Trainer(
            plan.run(),
            new BlasEngine(plan),
            shards,
            Optional.empty(),
            Checkpoints.NONE,
            TrainingListener.NONE);
    long began = System.nanoTime();
    trainer.train();
    return shards.rows() / ((System.nanoTime() - began) * 1e-9);
  }
}

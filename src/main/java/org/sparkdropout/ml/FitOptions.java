package org.sparkdropout.ml;

import java.io.Serializable;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.sparkdropout.fit.Fit;
import org.sparkdropout.fit.GivenNetwork;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.train.TrainingListener;

/** What is set on an estimator that is no param. Not thread-safe. */
public final class FitOptions implements Serializable {
  private static final long serialVersionUID = 1L;

  private transient TrainingListener listener;
  private boolean dropsNothing;

  FitOptions() {}

  void listener(TrainingListener value) {
    this.listener = value;
  }

  void dropNothing() {
    this.dropsNothing = true;
  }

  /** Whether what the network's file drops is dropped no more. */
  boolean dropsNothing() {
    return dropsNothing;
  }

  /** Takes all options of a copied estimator. */
  void copyOf(FitOptions other) {
    this.listener = other.listener;
    this.dropsNothing = other.dropsNothing;
  }

  /** What a run starts from. */
  GivenNetwork start(SharedParams params, Configuration hadoop) {
    GivenNetwork given = GivenNetwork.read(params, hadoop);
    return dropsNothing ? given.withoutDropout() : given;
  }

  /** A fit of an estimator with these options. */
  Fit fit(SharedParams params) {
    return new Fit(
        hadoop -> start(params, hadoop),
        Objects.requireNonNullElse(listener, TrainingListener.NONE));
  }
}

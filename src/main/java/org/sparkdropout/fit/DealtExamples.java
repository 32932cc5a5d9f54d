package org.sparkdropout.fit;

import java.util.Optional;
import org.sparkdropout.data.Dealing;
import org.sparkdropout.data.Examples;
import org.sparkdropout.data.Shards;

/**
 * The shards of a run, whose storage is released by closing.
 *
 * @param training the rows to train on
 * @param validation the rows held out, if any
 */
record DealtExamples(Shards training, Optional<Shards> validation) implements AutoCloseable {
  static DealtExamples of(Examples examples, Dealing dealing) {
    Shards training = examples.dealTraining(dealing);
    try {
      return new DealtExamples(training, examples.dealValidation(dealing));
    } catch (RuntimeException e) {
      training.close();
      throw e;
    }
  }

  @Override
  public void close() {
    training.close();
    validation.ifPresent(Shards::close);
  }
}

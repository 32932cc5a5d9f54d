package org.sparkdropout.job;

import java.util.Map;
import java.util.TreeMap;
import org.sparkdropout.compare.Arm;
import org.sparkdropout.compare.Comparison;
import org.sparkdropout.compare.RunReport;
import org.sparkdropout.train.TrainingListener;

/**
 * Makes each run of a comparison a part of the job's history.
 *
 * @param others told of the runs too
 * @param history of the job
 */
record RunsInHistory(Comparison.Observer others, JobHistory history)
    implements Comparison.Observer {
  @Override
  public TrainingListener begins(Arm arm, long seed) {
    Map<String, String> params = new TreeMap<>(arm.defaults());
    params.putAll(arm.params());
    params.put("seed", String.valueOf(seed));
    return TrainingListener.all(
        others.begins(arm, seed), history.part(name(arm.name(), seed), seed, params));
  }

  @Override
  public void ended(Arm arm, RunReport run) {
    history.measured(name(arm.name(), run.seed()), run);
    others.ended(arm, run);
  }

  @Override
  public void diverged(Arm arm, long seed) {
    history.failed(name(arm.name(), seed));
    others.diverged(arm, seed);
  }

  private static String name(String arm, long seed) {
    return "%s, seed %d".formatted(arm, seed);
  }
}

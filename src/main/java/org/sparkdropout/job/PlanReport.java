package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sparkdropout.fit.PlannedRuns;
import org.sparkdropout.forecast.Cluster;
import org.sparkdropout.forecast.Forecast;
import org.sparkdropout.forecast.Forecasts;
import org.sparkdropout.train.AveragingPath;
import org.sparkdropout.train.TrainingPlan;

/**
 * A plan as people read it.
 *
 * @param runs of the table
 * @param forecasts what they would take
 * @param asked the settings of the plan
 * @param measuringCores cores that were at work while steps were measured
 */
record PlanReport(PlannedRuns runs, Forecasts forecasts, PlanSettings asked, int measuringCores) {

  /** The whole plan. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(List.of(heading(), measured(), "", table(), ""));
    lines.addAll(notes());
    lines.add("");
    lines.addAll(advice());
    return lines;
  }

  private TrainingPlan ofOne() {
    return forecasts.all().get(0).run().plan();
  }

  private String heading() {
    return "Plan for %s, %,d weights, %,d training rows, %s. Nothing was trained"
        .formatted(
            ofOne().network(), ofOne().parameters(), runs.rows(), count(ofOne().epochs(), "epoch"));
  }

  private String measured() {
    return forecasts.all().stream()
        .map(PlanReport::perExample)
        .distinct()
        .collect(
            Collectors.joining(
                ", ",
                "Measured here with %s at work: ".formatted(count(measuringCores, "core")),
                ""));
  }

  private static String perExample(Forecast forecast) {
    int batchSize = forecast.run().plan().batchSize();
    return "%.1f us for an example in steps of batch %d"
        .formatted(1e6 * forecast.stepSeconds().step() / batchSize, batchSize);
  }

  private String table() {
    ConsoleTable table =
        new ConsoleTable(
            "replicas",
            "executors",
            "batch",
            "round",
            "averaged",
            "epoch",
            "steps",
            "network",
            "other",
            "epochs",
            "to target",
            "driver",
            "executor");
    forecasts.all().forEach(forecast -> table.row(row(forecast)));
    return table.toString();
  }

  private String[] row(Forecast forecast) {
    TrainingPlan plan = forecast.run().plan();
    double epoch = forecast.epoch().total();
    double other = forecast.epoch().averaging() + forecast.epoch().fixed();
    return new String[] {
      String.valueOf(plan.replicas()),
      "%d x %d".formatted(forecast.cluster().executors(), forecast.cluster().executorCores()),
      String.valueOf(plan.batchSize()),
      String.valueOf(roundSteps(plan)),
      forecast.path() == AveragingPath.SLICES ? "slices" : "driver",
      PlanText.time(epoch),
      PlanText.share(forecast.epoch().steps() / epoch),
      PlanText.share(forecast.epoch().transfer() / epoch),
      PlanText.share(other / epoch),
      "%.1f".formatted(forecast.epochs()),
      PlanText.time(forecast.secondsToTarget()),
      PlanText.bytes(forecast.driver().bytes()),
      PlanText.bytes(forecast.executor().bytes())
    };
  }

  /** The longest round of an epoch. */
  private int roundSteps(TrainingPlan plan) {
    return Math.min(plan.averagingInterval(), plan.stepsPerEpoch(runs.rows()));
  }

  private List<String> notes() {
    return List.of(
        "replicas   copies of the network, each on a core of its own as far as there are cores",
        "executors  machines x the replicas that each trains at a time; the driver has a machine of its own",
        "batch      examples in a step of one replica",
        "round      steps of a replica between two averages",
        "averaged   where replicas are averaged: on the driver, or in slices on the executors",
        "epoch      time of one pass over the training rows; then its shares: in steps, on the network, and else",
        "           (plan.gigabitsPerSecond = %s)"
            .formatted(PlanText.number(asked.gigabitsPerSecond())),
        "epochs     until the error is as low as that of 1 replica after %s; more replicas take more examples at"
            .formatted(count(ofOne().epochs(), "epoch")),
        "           once and need more epochs (plan.criticalExamples = %s)"
            .formatted(PlanText.number(asked.critical().count())),
        "to target  time until then",
        "driver     the least memory that weights and replicas need there",
        "executor   the same of each executor, with its rows");
  }

  private List<String> advice() {
    Forecast first = forecasts.first();
    Forecast choice = forecasts.choice();
    String tolerance = PlanText.share(Forecasts.TOLERANCE);
    List<String> lines = new ArrayList<>();
    leftOut().ifPresent(lines::add);
    lines.add(
        "First at the target: %s, in %s (1 replica: %s)."
            .formatted(
                where(first),
                PlanText.time(first.secondsToTarget()),
                PlanText.time(forecasts.all().get(0).secondsToTarget())));
    lines.add(
        choice.replicas() == first.replicas()
            ? "Advice: take that. No run on fewer cores is within %s of its time."
                .formatted(tolerance)
            : "Advice: take %s. It is at the target in %s, within %s of that, and no run so fast needs fewer cores."
                .formatted(where(choice), PlanText.time(choice.secondsToTarget()), tolerance));
    lines.add(
        "If you leave train.replicas out, that cluster trains %s."
            .formatted(count(runs.paying(choice.cluster().cores()), "replica")));
    lines.add("Settings: " + settings(choice));
    lines.add("Options of spark-submit: " + submitOptions(choice));
    return lines;
  }

  private Optional<String> leftOut() {
    String replicas =
        forecasts.leftOut().stream()
            .map(forecast -> String.valueOf(forecast.replicas()))
            .collect(Collectors.joining(", "));
    return replicas.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "Left out of the advice: %s replicas, which have too few steps each in an epoch to learn with."
                .formatted(replicas));
  }

  private static String where(Forecast forecast) {
    Cluster cluster = forecast.cluster();
    return "%s on %s of %s"
        .formatted(
            count(forecast.replicas(), "replica"),
            count(cluster.executors(), "executor"),
            count(cluster.executorCores(), "core"));
  }

  private String settings(Forecast choice) {
    int epochs = (int) Math.ceil(choice.epochs());
    TrainingPlan plan = runs.lasting(epochs).with(choice.replicas()).plan();
    String set =
        "train.replicas = %d, train.maxIter = %d".formatted(plan.replicas(), plan.epochs());
    return plan.replicasReason().isEmpty()
        ? set
        : "%s. The run then takes %s".formatted(set, plan.replicasReason());
  }

  private static String submitOptions(Forecast choice) {
    Cluster cluster = choice.cluster();
    return "--num-executors %d --executor-cores %d --driver-memory %dg --executor-memory %dg (on a standalone cluster --total-executor-cores %d in place of --num-executors)"
        .formatted(
            cluster.executors(),
            cluster.executorCores(),
            choice.driver().heapGibibytes(),
            choice.executor().heapGibibytes(),
            cluster.cores());
  }

  private static String count(int number, String thing) {
    return number == 1 ? "1 " + thing : "%,d %ss".formatted(number, thing);
  }
}

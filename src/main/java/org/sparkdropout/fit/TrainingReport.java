package org.sparkdropout.fit;

import java.lang.reflect.Array;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.model.ExportedModel;
import org.sparkdropout.model.Provenance;
import org.sparkdropout.model.TrainingSummary;
import org.sparkdropout.redact.Redaction;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.TrainingPlan;
import org.sparkdropout.train.TrainingResult;

/**
 * What is told of a run by its model.
 *
 * @param given what the run started from
 * @param run what was trained
 * @param profile the data
 * @param result what it ended with
 * @param warnings what is wrong with it, a sentence each
 */
record TrainingReport(
    GivenNetwork given,
    ResolvedRun run,
    DataProfile profile,
    TrainingResult result,
    List<String> warnings) {
  /**
   * The network, scaled for inference.
   *
   * @param fingerprint of the rows trained on
   */
  FittedNetwork network(String fingerprint) {
    return new FittedNetwork(
        new ExportedModel(
            run.engine().export(result.weights()), summary(), provenance(fingerprint)),
        given.params());
  }

  private TrainingSummary summary() {
    TrainingPlan plan = run.plan();
    return new TrainingSummary(
        plan.network(),
        plan.parameters(),
        plan.epochs(),
        plan.batchSize(),
        plan.replicas(),
        plan.averagingInterval(),
        profile.trainingRows(),
        profile.validationRows(),
        profile.unusableRows(),
        result.history(),
        result.bestEpoch(),
        result.stoppedEarly(),
        warnings,
        plan.measure());
  }

  /**
   * Where the model is from.
   *
   * @param fingerprint of the rows trained on
   */
  private Provenance provenance(String fingerprint) {
    return new Provenance(
        fingerprint,
        profile.trainingRows(),
        settings(given.asked(), given.params()),
        run.plan().seed(),
        versionsWithKernels(),
        metrics(),
        Instant.now());
  }

  /** The settings used. Where a file replaced a setting, the file's name is recorded. */
  private static Map<String, String> settings(SharedParams asked, SharedParams resolved) {
    EngineFactory engine = EngineFactory.of(resolved);
    Map<String, String> settings = new TreeMap<>();
    for (Param<?> param : resolved.params()) {
      Params source = asked.isSet(param) && !resolved.isSet(param) ? asked : resolved;
      if (source.isDefined(param) && engine.asks(param.name())) {
        settings.put(param.name(), Redaction.BY_DEFAULT.text(text(source.getOrDefault(param))));
      }
    }
    return Collections.unmodifiableMap(settings);
  }

  private static String text(Object value) {
    if (!value.getClass().isArray()) {
      return value.toString();
    }
    return IntStream.range(0, Array.getLength(value))
        .mapToObj(i -> Array.get(value, i).toString())
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private Map<String, String> versionsWithKernels() {
    Map<String, String> versions = new TreeMap<>(Versions.all());
    versions.put("blas", result.kernelFamily());
    return Collections.unmodifiableMap(versions);
  }

  private Map<String, Double> metrics() {
    Map<String, Double> metrics = new TreeMap<>();
    if (result.bestEpoch() > 0) {
      EpochRecord best = result.history().get(result.bestEpoch() - 1);
      metrics.put("loss", best.loss());
      metrics.put("error", best.error());
      best.validation()
          .ifPresent(
              validation -> {
                metrics.put("validationLoss", validation.loss());
                metrics.put("validationError", validation.error());
              });
    }
    return Collections.unmodifiableMap(metrics);
  }
}

package org.sparkdropout.ml;

import java.lang.reflect.Array;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.package$;
import org.sparkdropout.data.DataProfile;
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
 * @param run what was trained
 * @param profile the data
 * @param result what it ended with
 * @param warnings what is wrong with it, a sentence each
 */
record TrainingReport(
    ResolvedRun run, DataProfile profile, TrainingResult result, List<String> warnings) {
  /**
   * The model, scaled for inference.
   *
   * @param asked what the user set
   * @param resolved the same with what a file of the network says; has the name of the model
   * @param fingerprint of the rows trained on
   */
  DropoutClassificationModel model(
      DropoutClassifierParams asked, DropoutClassifierParams resolved, String fingerprint) {
    Map<String, String> settings = settings(asked, resolved);
    return new DropoutClassificationModel(
        resolved.uid(),
        new ExportedModel(
            run.engine().export(result.weights()), summary(), provenance(settings, fingerprint)));
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
        warnings);
  }

  /**
   * Where the model is from.
   *
   * @param settings by name
   * @param fingerprint of the rows trained on
   */
  private Provenance provenance(Map<String, String> settings, String fingerprint) {
    return new Provenance(
        fingerprint,
        profile.trainingRows(),
        settings,
        run.plan().seed(),
        versionsWithKernels(),
        metrics(),
        Instant.now());
  }

  /** What was trained with; where a file has taken the place of a setting, the setting. */
  private static Map<String, String> settings(
      DropoutClassifierParams asked, DropoutClassifierParams resolved) {
    Set<String> unasked =
        resolved.getEngine().equals("dl4j") ? SettingsCheck.unaskedByDl4j(resolved) : Set.of();
    Map<String, String> settings = new TreeMap<>();
    for (Param<?> param : resolved.params()) {
      Params source = asked.isSet(param) && !resolved.isSet(param) ? asked : resolved;
      if (source.isDefined(param) && !unasked.contains(param.name())) {
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

  /** The version of this project. */
  static String ownVersion() {
    String own = TrainingReport.class.getPackage().getImplementationVersion();
    return Optional.ofNullable(own).orElse("unpackaged");
  }

  /** Of what makes models, whatever they are made of. */
  static Map<String, String> versions() {
    return Map.of(
        "spark-dropout", ownVersion(),
        "spark", package$.MODULE$.SPARK_VERSION(),
        "java", Runtime.version().toString());
  }

  private Map<String, String> versionsWithKernels() {
    Map<String, String> versions = new TreeMap<>(versions());
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

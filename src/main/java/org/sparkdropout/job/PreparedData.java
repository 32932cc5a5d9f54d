package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.ml.DropoutEstimator;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.prepare.ColumnNames;
import org.sparkdropout.prepare.FeatureEncoder;
import org.sparkdropout.prepare.FeatureEncoderModel;
import org.sparkdropout.prepare.FeatureFit;
import org.sparkdropout.prepare.FeatureTypes;
import org.sparkdropout.prepare.LabelText;
import org.sparkdropout.prepare.MissingLabels;
import org.sparkdropout.prepare.Preparation;
import org.sparkdropout.prepare.Preparation.Scaling;
import org.sparkdropout.prepare.PreparedNames;
import org.sparkdropout.prepare.SlotScale;
import org.sparkdropout.prepare.VectorColumn;

/** A checked table with its fitted preparation, and the estimator that fits its columns. */
final class PreparedData {
  private final DropoutEstimator<?, ?> estimator;
  private final FeatureColumns.Asked asked;
  private final LabelFit labelFit;
  private final Labels labels;
  private final Optional<FeatureEncoderModel> encoder;
  private final ResolvedColumns columns;

  private PreparedData(Settings settings, Dataset<Row> raw) {
    this.estimator = EstimatorSettings.estimator(settings);
    this.asked = FeatureColumns.resolve(settings, raw.schema());
    this.labelFit =
        new LabelFit(estimator, isStrict() ? MissingLabels.REFUSED : MissingLabels.LEFT_OUT);
    PreparedNames.requireFree(raw.schema());
    labelFit.check(raw);
    if (raw.isEmpty()) {
      throw InputTable.withoutRows("input.path");
    }
    this.labels = labelFit.fit(raw);
    estimator.set(estimator.labelCol(), labels.column(label()));
    Optional<FeatureFit> fit = fitFeatures(raw);
    this.columns = resolved(raw.schema(), fit);
    this.encoder = fit.map(FeatureFit::model).filter(model -> !isBare(model));
    name(raw.schema());
  }

  /**
   * Checks a table and fits its preparation.
   *
   * @throws InvalidDataException if a column is missing, of the wrong type or holds invalid values
   * @throws SettingsException if a setting of the network is out of range
   */
  static PreparedData fit(Settings settings, Dataset<Row> raw) {
    return new PreparedData(settings, raw);
  }

  private boolean isStrict() {
    return asked.preparation().invalid().equals("error");
  }

  /** Fits all columns; nothing where the one column of features is taken as it is. */
  private Optional<FeatureFit> fitFeatures(Dataset<Row> raw) {
    return asItIs(raw.schema()).isPresent()
        ? Optional.empty()
        : Optional.of(FeatureEncoder.fit(asked.preparation(), raw, labelFit.trains(raw, labels)));
  }

  /** The column of vectors that needs no fitting, if that is all there is. */
  private Optional<String> asItIs(StructType schema) {
    Preparation preparation = asked.preparation();
    boolean alone = preparation.numbers().isEmpty() && preparation.categories().isEmpty();
    return preparation.vectors().size() == 1 && alone && preparation.scaling() == Scaling.NONE
        ? Optional.of(preparation.vectors().get(0))
            .filter(name -> FeatureTypes.isSparkVector(schema.apply(name).dataType()))
        : Optional.empty();
  }

  /** Whether nothing is left to do but to take the one column of vectors as it is. */
  private static boolean isBare(FeatureEncoderModel model) {
    return model.columns().size() == 1
        && model.columns().get(0) instanceof VectorColumn vector
        && FeatureTypes.isSparkVector(vector.type())
        && vector.scales().stream().allMatch(SlotScale.NONE::equals);
  }

  private ResolvedColumns resolved(StructType schema, Optional<FeatureFit> fit) {
    Map<String, String> leftOut = new LinkedHashMap<>(asked.leftOut());
    fit.ifPresent(fitted -> leftOut.putAll(fitted.leftOut()));
    return fit.map(fitted -> ResolvedColumns.of(fitted.model().columns(), leftOut, schema))
        .orElseGet(() -> ResolvedColumns.ofVector(asItIs(schema).orElseThrow(), leftOut, schema));
  }

  /** Names the column of features: one of the table, or one that it does not have. */
  private void name(StructType schema) {
    if (encoder.isEmpty()) {
      features(columns.vectors().get(0).name());
    } else if (ColumnNames.has(schema, estimator.getFeaturesCol())) {
      features(PreparedNames.FEATURES);
    }
    encoder.ifPresent(model -> model.setOutputColumn(estimator.getFeaturesCol()));
  }

  private void features(String column) {
    estimator.set(estimator.featuresCol(), column);
  }

  /** The estimator, set to the columns that {@link #apply} makes. */
  DropoutEstimator<?, ?> estimator() {
    return estimator;
  }

  /** Sets another estimator of the same task to these columns. */
  void nameColumns(DropoutEstimator<?, ?> other) {
    other.set(other.labelCol(), estimator.getLabelCol());
    other.set(other.featuresCol(), estimator.getFeaturesCol());
  }

  /** Which columns are features, and which are left out. */
  ResolvedColumns columns() {
    return columns;
  }

  /** The raw columns that become features. */
  List<String> rawColumns() {
    return Stream.of(columns.numbers(), columns.vectors(), columns.categories())
        .flatMap(List::stream)
        .map(ResolvedColumns.Item::name)
        .toList();
  }

  /** The stage that makes the features; none if the table has them. */
  Optional<FeatureEncoderModel> encoder() {
    return encoder;
  }

  /** The text of each class, unless the labels are class numbers. */
  Optional<List<String>> labels() {
    return labels.texts();
  }

  /** The name of the label column in the user's table. */
  String label() {
    return labelFit.label();
  }

  /** The labels of raw rows as text; null where there is none. */
  Column unlabelled(Dataset<Row> raw) {
    return functions.not(labels.usable(raw));
  }

  /**
   * Adds the vector of features to raw rows, and their class number, which may replace the label.
   */
  Dataset<Row> apply(Dataset<Row> raw) {
    return labels.apply(features(raw), estimator.getLabelCol());
  }

  /** The same with the text of the label, in {@link PreparedNames#LABEL_TEXT}. */
  Dataset<Row> applyWithText(Dataset<Row> raw) {
    Dataset<Row> prepared = features(raw);
    return labels.apply(
        prepared.withColumn(PreparedNames.LABEL_TEXT, labels.text(prepared)),
        estimator.getLabelCol());
  }

  private Dataset<Row> features(Dataset<Row> raw) {
    return encoder.map(model -> model.transform(raw)).orElse(raw);
  }

  /**
   * Checks rows to measure on, of which there are some.
   *
   * @return which of their labels training never saw, for people to read, if any
   * @throws InvalidDataException if a value cannot be a feature
   */
  Optional<String> checkTest(Dataset<Row> raw) {
    PreparedNames.requireFree(raw.schema());
    labelFit.check(raw);
    encoder.ifPresent(model -> model.transformSchema(raw.schema()));
    if (isStrict()) {
      encoder.ifPresent(model -> model.check(raw, "train.handleInvalid"));
    }
    return Described.job(
        raw.sparkSession().sparkContext(),
        "check labels of test rows",
        "count unseen labels",
        () -> labels.unseen(raw));
  }

  /** The whole way from raw rows to predictions, with the text of the label where there is one. */
  PipelineModel pipeline(DropoutModel network) {
    return stages(List.of(network.transformer()));
  }

  /** That way without the network. */
  PipelineModel preparationStages() {
    return stages(List.of());
  }

  private PipelineModel stages(List<Transformer> network) {
    List<Transformer> stages = new ArrayList<>();
    encoder.ifPresent(stages::add);
    stages.addAll(network);
    labels().ifPresent(texts -> stages.add(LabelText.of(estimator.getPredictionCol(), texts)));
    return new PipelineModel(Identifiable.randomUID("pipeline"), stages);
  }
}

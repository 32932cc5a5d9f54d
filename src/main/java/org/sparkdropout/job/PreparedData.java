package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.prepare.ColumnNames;
import org.sparkdropout.prepare.FeatureEncoder;
import org.sparkdropout.prepare.FeatureEncoderModel;
import org.sparkdropout.prepare.FeatureFit;
import org.sparkdropout.prepare.FeatureTypes;
import org.sparkdropout.prepare.LabelText;
import org.sparkdropout.prepare.Preparation;
import org.sparkdropout.prepare.Preparation.Scaling;
import org.sparkdropout.prepare.PreparedNames;
import org.sparkdropout.prepare.RowCheck;
import org.sparkdropout.prepare.SlotScale;
import org.sparkdropout.prepare.UnseenCategories;
import org.sparkdropout.prepare.VectorColumn;

/** A checked table with its fitted preparation, and the classifier that fits its columns. */
final class PreparedData {
  private final DropoutClassifier classifier;
  private final FeatureColumns.Asked asked;
  private final String label;
  private final Optional<FeatureEncoderModel> encoder;
  private final ResolvedColumns columns;
  private final Optional<StringIndexerModel> labels;

  private PreparedData(Settings settings, Dataset<Row> raw) {
    this.classifier = ClassifierSettings.classifier(settings);
    this.asked = FeatureColumns.resolve(settings, raw.schema());
    this.label = classifier.getLabelCol();
    check(raw);
    Optional<FeatureFit> fit = fitFeatures(raw);
    this.columns = resolved(raw.schema(), fit);
    this.encoder = fit.map(FeatureFit::model).filter(model -> !isBare(model));
    name(raw.schema());
    Dataset<Row> usable = usable(raw);
    SparkContext context = raw.sparkSession().sparkContext();
    this.labels = Described.job(context, "index labels", "count labels", () -> indexLabels(usable));
    if (hasIndicator(raw) && isStrict()) {
      checkSeenLabels(raw);
    }
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

  private void check(Dataset<Row> raw) {
    PreparedNames.requireFree(raw.schema());
    if (!Arrays.asList(raw.columns()).contains(label)) {
      throw new InvalidDataException(
          "The table must have the label column '%s' (train.labelCol). Its columns: %s"
              .formatted(label, String.join(", ", raw.columns())));
    }
    RowCheck check = new RowCheck();
    if (isStrict() && hasTextLabel(raw)) {
      check.text(label);
    }
    check.check(raw, "Repair these rows, or set train.handleInvalid to skip or keep");
  }

  private boolean isStrict() {
    return asked.preparation().invalid().equals("error");
  }

  private boolean hasTextLabel(Dataset<Row> raw) {
    return raw.schema().apply(label).dataType().equals(DataTypes.StringType);
  }

  /** Marks the rows to fit on: statistics must not see what is not trained on. */
  private Column trains(Dataset<Row> raw) {
    Column trains = functions.lit(true);
    if (hasTextLabel(raw)) {
      trains = trains.and(quoted(label).isNotNull());
    }
    return hasIndicator(raw)
        ? trains.and(functions.not(quoted(classifier.getValidationIndicatorCol())))
        : trains;
  }

  /** The rows of which the network sees the label; if unfit rows are an error, there are none. */
  private Dataset<Row> usable(Dataset<Row> raw) {
    Dataset<Row> training = raw.filter(trains(raw));
    return isStrict() || encoder.isEmpty()
        ? training
        : training.filter(encoder.get().problem(training).isNull());
  }

  private static Column quoted(String column) {
    return functions.col(QuotingUtils.quoteIdentifier(column));
  }

  /**
   * Whether there is a column that marks validation rows; a wrong one is the classifier's error.
   */
  private boolean hasIndicator(Dataset<Row> raw) {
    return classifier.isDefined(classifier.validationIndicatorCol())
        && Arrays.stream(raw.schema().fields())
            .filter(field -> field.name().equals(classifier.getValidationIndicatorCol()))
            .anyMatch(field -> field.dataType().equals(DataTypes.BooleanType));
  }

  private Optional<StringIndexerModel> indexLabels(Dataset<Row> usable) {
    if (!hasTextLabel(usable)) {
      return Optional.empty();
    }
    classifier.setLabelCol(PreparedNames.LABEL);
    return Optional.of(
        new StringIndexer()
            .setInputCol(label)
            .setOutputCol(PreparedNames.LABEL)
            .setStringOrderType("alphabetAsc")
            .setHandleInvalid(isStrict() ? "error" : "skip")
            .fit(usable));
  }

  /** Fits all columns; nothing where the one column of features is taken as it is. */
  private Optional<FeatureFit> fitFeatures(Dataset<Row> raw) {
    return asItIs(raw.schema()).isPresent()
        ? Optional.empty()
        : Optional.of(FeatureEncoder.fit(asked.preparation(), raw, trains(raw)));
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
      classifier.setFeaturesCol(columns.vectors().get(0).name());
    } else if (ColumnNames.has(schema, classifier.getFeaturesCol())) {
      classifier.setFeaturesCol(PreparedNames.FEATURES);
    }
    encoder.ifPresent(model -> model.setOutputColumn(classifier.getFeaturesCol()));
  }

  /** The classifier, set to the columns that {@link #apply} makes. */
  DropoutClassifier classifier() {
    return classifier;
  }

  /** Which columns are features, and which are left out. */
  ResolvedColumns columns() {
    return columns;
  }

  /** The text of each class, if the label column holds text. */
  Optional<List<String>> labels() {
    return labels.map(indexer -> List.of(indexer.labelsArray()[0]));
  }

  /** Adds the vector of features and the index of the label to raw rows. */
  Dataset<Row> apply(Dataset<Row> raw) {
    Dataset<Row> prepared = encoder.map(model -> model.transform(raw)).orElse(raw);
    return labels.map(indexer -> indexer.transform(prepared)).orElse(prepared);
  }

  /**
   * Checks rows to measure on.
   *
   * @throws InvalidDataException if there are none, or the label or a category is none of those
   *     trained on
   */
  void checkTest(Dataset<Row> raw) {
    check(raw);
    encoder.ifPresent(model -> model.transformSchema(raw.schema()));
    if (isStrict()) {
      encoder.ifPresent(model -> model.check(raw, "train.handleInvalid"));
    }
    checkSeenLabels(raw);
  }

  /** Checks that rows hold only labels that were fitted on. */
  private void checkSeenLabels(Dataset<Row> raw) {
    labels.ifPresent(
        indexer -> UnseenCategories.check(label, label, List.of(indexer.labelsArray()[0]), raw));
  }

  /** The whole way from raw rows to predictions, with the text of the label where there is one. */
  PipelineModel pipeline(DropoutClassificationModel network) {
    return stages(List.of(network));
  }

  /** That way without the network. */
  PipelineModel preparationStages() {
    return stages(List.of());
  }

  private PipelineModel stages(List<Transformer> network) {
    List<Transformer> stages = new ArrayList<>();
    encoder.ifPresent(stages::add);
    stages.addAll(network);
    labels().ifPresent(texts -> stages.add(LabelText.of(classifier.getPredictionCol(), texts)));
    return new PipelineModel(Identifiable.randomUID("pipeline"), stages);
  }
}

package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkContext;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutClassifier;
import org.sparkdropout.monitor.Described;
import org.sparkdropout.prepare.FeatureStages;
import org.sparkdropout.prepare.LabelIndex;
import org.sparkdropout.prepare.LabelText;
import org.sparkdropout.prepare.MissingLabels;
import org.sparkdropout.prepare.Preparation;
import org.sparkdropout.prepare.Preparation.Impute;
import org.sparkdropout.prepare.Preparation.Scaling;
import org.sparkdropout.prepare.PreparedNames;
import org.sparkdropout.prepare.RowCheck;
import org.sparkdropout.prepare.UnseenCategories;

/** A checked table with its fitted preparation, and the classifier that fits its columns. */
final class PreparedData {
  private final DropoutClassifier classifier;
  private final Preparation preparation;
  private final String label;
  private final LabelIndex labels;
  private final PipelineModel features;

  private PreparedData(Settings settings, Dataset<Row> raw) {
    this.classifier = ClassifierSettings.classifier(settings);
    this.preparation = new FeatureColumns(settings, raw).resolve();
    this.label = classifier.getLabelCol();
    check(raw);
    SparkContext context = raw.sparkSession().sparkContext();
    this.labels = Described.job(context, "index labels", "count labels", () -> indexLabels(raw));
    Dataset<Row> usable = usable(raw);
    this.features =
        Described.job(context, "prepare features", "fit features", () -> fitFeatures(usable));
    if (hasIndicator(raw) && preparation.invalid().equals("error")) {
      checkSeen(raw);
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
    LabelIndex.check(raw.schema().apply(label));
    RowCheck check = new RowCheck();
    if (preparation.invalid().equals("error")) {
      preparation.numbers().forEach(column -> check.number(column, preparation.impute()));
      if (preparation.impute() == Impute.NONE) {
        preparation.categories().forEach(check::text);
      }
    }
    check.check(
        raw, "Repair these rows, set prepare.impute, or set train.handleInvalid to skip or keep");
  }

  /** The rows to fit on: statistics must not see what is not trained on. */
  private Dataset<Row> usable(Dataset<Row> raw) {
    boolean named = labels.texts().isPresent();
    Dataset<Row> usable = named ? raw.filter(labels.text(raw).isNotNull()) : raw;
    if (hasIndicator(raw)) {
      usable = usable.filter(functions.not(quoted(classifier.getValidationIndicatorCol())));
    }
    if (preparation.impute() == Impute.NONE && preparation.scaling() == Scaling.NONE) {
      return usable;
    }
    for (String column : preparation.numbers()) {
      Column value = quoted(column).cast(DataTypes.DoubleType);
      Column missing = value.isNull().or(functions.isnan(value));
      boolean imputes = preparation.impute() != Impute.NONE;
      usable = usable.filter(imputes ? isFinite(value).or(missing) : isFinite(value));
    }
    for (String column : preparation.vectors().keySet()) {
      Column values = org.apache.spark.ml.functions.vector_to_array(quoted(column), "float64");
      usable = usable.filter(functions.forall(values, PreparedData::isFinite));
    }
    return usable;
  }

  private static Column isFinite(Column value) {
    return functions.abs(value).lt(Double.POSITIVE_INFINITY);
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

  private LabelIndex indexLabels(Dataset<Row> raw) {
    Column heldOut =
        hasIndicator(raw)
            ? functions.coalesce(
                quoted(classifier.getValidationIndicatorCol()), functions.lit(true))
            : functions.lit(false);
    MissingLabels missing =
        preparation.invalid().equals("error") ? MissingLabels.REFUSED : MissingLabels.LEFT_OUT;
    LabelIndex index = LabelIndex.fit(raw, label, heldOut, missing);
    if (index.texts().isPresent()) {
      classifier.setLabelCol(PreparedNames.LABEL);
    }
    return index;
  }

  private PipelineModel fitFeatures(Dataset<Row> usable) {
    String output = classifier.getFeaturesCol();
    if (preparation.isTrivial()) {
      classifier.setFeaturesCol(preparation.vectors().keySet().iterator().next());
    } else if (Arrays.asList(usable.columns()).contains(output)) {
      output = PreparedNames.FEATURES;
      classifier.setFeaturesCol(output);
    }
    PipelineStage[] stages = FeatureStages.of(preparation, output).toArray(PipelineStage[]::new);
    return new Pipeline().setStages(stages).fit(usable);
  }

  /** The classifier, set to the columns that {@link #apply} makes. */
  DropoutClassifier classifier() {
    return classifier;
  }

  /** What was asked for, resolved against the table. */
  Preparation preparation() {
    return preparation;
  }

  /** The raw columns that become features. */
  List<String> rawColumns() {
    List<String> columns = new ArrayList<>(preparation.numbers());
    columns.addAll(preparation.vectors().keySet());
    columns.addAll(preparation.categories());
    return columns;
  }

  /** The text of each class, unless the labels are class numbers. */
  Optional<List<String>> labels() {
    return labels.texts();
  }

  /** The name of the label column in the user's table. */
  String label() {
    return label;
  }

  /** The labels of raw rows as text; null where there is none. */
  Column labelText(Dataset<Row> raw) {
    return labels.text(raw);
  }

  /**
   * Adds the vector of features to raw rows, and their class number, which may replace the label.
   */
  Dataset<Row> apply(Dataset<Row> raw) {
    return labels.apply(features.transform(raw), classifier.getLabelCol());
  }

  /** The same with the text of the label, in {@link PreparedNames#LABEL_TEXT}. */
  Dataset<Row> applyWithText(Dataset<Row> raw) {
    Dataset<Row> prepared = features.transform(raw);
    return labels.apply(
        prepared.withColumn(PreparedNames.LABEL_TEXT, labels.text(prepared)),
        classifier.getLabelCol());
  }

  /**
   * Checks rows to measure on.
   *
   * @return which of their labels training never saw, for people to read, if any
   * @throws InvalidDataException if there are none, or a category is none of those trained on
   */
  Optional<String> checkTest(Dataset<Row> raw) {
    check(raw);
    checkSeen(raw);
    return Described.job(
        raw.sparkSession().sparkContext(),
        "check labels of test rows",
        "count unseen labels",
        () -> labels.unseen(raw));
  }

  /** Checks that rows hold only categories that were fitted on. */
  private void checkSeen(Dataset<Row> raw) {
    if (preparation.invalid().equals("error")) {
      UnseenCategories.check(features, raw);
    }
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
    List<Transformer> stages = new ArrayList<>(List.of(features.stages()));
    stages.addAll(network);
    labels().ifPresent(texts -> stages.add(LabelText.of(classifier.getPredictionCol(), texts)));
    return new PipelineModel(Identifiable.randomUID("pipeline"), stages);
  }
}

package org.sparkdropout.prepare;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.StringArrayParam;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Adds the text of the predicted label.
 *
 * <p>Spark's own {@code IndexToString} gives a row without a prediction (NaN) the first label; here
 * it gets null. So does a class beyond the last label: networks have two classes at least, even
 * where the training rows had one.
 */
public final class LabelText extends Transformer implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** The column of the predicted label's text, where no other is named. */
  public static final String OUTPUT = "predictedLabel";

  private final String uid;

  private final Param<String> predictionCol;
  private final Param<String> outputCol;
  private final StringArrayParam labels;

  /** Creates a stage with a random uid. */
  public LabelText() {
    this(Identifiable.randomUID("labelText"));
  }

  /**
   * Creates a stage; needed for loading.
   *
   * @param uid its identity
   */
  public LabelText(String uid) {
    this.uid = uid;
    this.predictionCol = new Param<>(this, "predictionCol", "the column of predicted classes");
    this.outputCol = new Param<>(this, "outputCol", "the column of the predicted label's text");
    this.labels = new StringArrayParam(this, "labels", "the text of each class, in order");
    setDefault(predictionCol, "prediction");
    setDefault(outputCol, OUTPUT);
  }

  /**
   * Names the classes.
   *
   * @param predictionCol the column of predicted classes
   * @param labels the text of each class, in order
   * @return a stage that adds {@code predictedLabel}
   */
  public static LabelText of(String predictionCol, List<String> labels) {
    LabelText stage = new LabelText();
    stage.set(stage.predictionCol, predictionCol);
    stage.set(stage.labels, labels.toArray(String[]::new));
    return stage;
  }

  /**
   * Param: the column of predicted classes.
   *
   * @return prediction by default
   */
  public Param<String> predictionCol() {
    return predictionCol;
  }

  /**
   * Param: the column of the predicted label's text.
   *
   * @return predictedLabel by default
   */
  public Param<String> outputCol() {
    return outputCol;
  }

  /**
   * Param: the text of each class, in order.
   *
   * @return must be set
   */
  public StringArrayParam labels() {
    return labels;
  }

  /**
   * The text of each class.
   *
   * @return in the order of the classes
   */
  public List<String> texts() {
    return List.of(getOrDefault(labels));
  }

  /**
   * The column it adds.
   *
   * @return its name
   */
  public String outputColumn() {
    return getOrDefault(outputCol);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> table) {
    transformSchema(table.schema());
    Column texts = functions.array(texts().stream().map(functions::lit).toArray(Column[]::new));
    Column prediction = table.col(QuotingUtils.quoteIdentifier(getOrDefault(predictionCol)));
    Column index = prediction.cast(DataTypes.IntegerType).plus(1);
    Column named = functions.not(functions.isnan(prediction)).and(prediction.lt(texts().size()));
    return table.withColumn(
        outputColumn(), functions.when(named, functions.element_at(texts, index)));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    String prediction = getOrDefault(predictionCol);
    if (!Arrays.asList(schema.fieldNames()).contains(prediction)) {
      throw new IllegalArgumentException(
          "The table must have the column '%s'. Its columns: %s"
              .formatted(prediction, String.join(", ", schema.fieldNames())));
    }
    if (Arrays.asList(schema.fieldNames()).contains(outputColumn())) {
      throw new IllegalArgumentException(
          "The table must not have the column '%s' yet. Rename it, or drop it"
              .formatted(outputColumn()));
    }
    return schema.add(outputColumn(), DataTypes.StringType, true);
  }

  @Override
  public LabelText copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public String uid() {
    return uid;
  }

  /**
   * Reads a saved stage.
   *
   * @return Spark's reader of stages that are params only
   */
  public static MLReader<LabelText> read() {
    return new DefaultParamsReader<>();
  }

  /**
   * Reads a saved stage.
   *
   * @param path its folder
   * @return the stage
   */
  public static LabelText load(String path) {
    return read().load(path);
  }
}

package org.sparkdropout.job;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.sparkdropout.catalyst.VectorElement;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.ml.DropoutModel;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Classes: a prediction, and a column of probabilities for each class.
 *
 * @param network the model
 * @param labels of the classes, in order
 */
record ScoredClasses(DropoutClassificationModel network, List<String> labels)
    implements ScoredAnswers {
  private static final String CLASSES = "classes";
  private static final String CONFIDENCE = "confidence";

  /** Sums of such numbers are exact, so that they do not depend on the order of rows. */
  private static final String EXACT = "decimal(18, 17)";

  private String prediction() {
    return ScoredAnswers.named(network.getPredictionCol(), "prediction");
  }

  private String probability() {
    return ScoredAnswers.named(network.getProbabilityCol(), "probability");
  }

  @Override
  public void name(DropoutModel copy, String handleInvalid) {
    DropoutClassificationModel classes = (DropoutClassificationModel) copy;
    classes.setHandleInvalid(handleInvalid);
    classes.setPredictionCol(prediction());
    classes.setProbabilityCol(probability());
  }

  @Override
  public List<String> added() {
    return List.of(prediction(), probability(), network.getRawPredictionCol());
  }

  @Override
  public Column unanswered() {
    return functions.isnan(TableColumns.quoted(prediction()));
  }

  @Override
  public List<String> predictions() {
    return List.of(prediction());
  }

  @Override
  public List<String> more(List<String> taken) {
    return OutputNames.ofParts(probability(), labels, taken);
  }

  @Override
  public List<Column> columns(List<String> predictions, List<String> more) {
    List<Column> columns = new ArrayList<>();
    predictions.forEach(name -> columns.add(TableColumns.quoted(name)));
    for (int index = 0; index < more.size(); index++) {
      columns.add(VectorElement.of(TableColumns.quoted(probability()), index).as(more.get(index)));
    }
    return columns;
  }

  /** Rows of each class, as one histogram, and the probability of the predicted classes. */
  @Override
  public List<Column> tally() {
    Column prediction = TableColumns.quoted(prediction());
    UDF2<Double, Vector, Double> chosen =
        (predicted, probabilities) ->
            predicted.isNaN() ? null : (Double) probabilities.apply(predicted.intValue());
    Column confidence =
        functions
            .udf(chosen, DataTypes.DoubleType)
            .apply(prediction, TableColumns.quoted(probability()));
    Column answer = functions.when(functions.not(unanswered()), prediction);
    Column bins = functions.lit(Math.max(2, labels.size()));
    return List.of(
        functions.sum(confidence.cast(EXACT)).as(CONFIDENCE),
        functions.histogram_numeric(answer, bins).as(CLASSES));
  }

  @Override
  @SuppressWarnings("unchecked")
  public Map<String, Object> report(Map<String, Object> observed, long answered) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put(CLASSES, classes((Seq<Row>) observed.get(CLASSES)));
    BigDecimal sum = (BigDecimal) observed.get(CONFIDENCE);
    report.put(
        "meanConfidence",
        sum == null
            ? null
            : sum.divide(BigDecimal.valueOf(answered), MathContext.DECIMAL64).doubleValue());
    return report;
  }

  /** Bins of a histogram, in which a class may be twice; null if there are none. */
  private Map<String, Long> classes(Seq<Row> bins) {
    long[] rows = new long[labels.size()];
    if (bins != null) {
      JavaConverters.seqAsJavaList(bins)
          .forEach(bin -> rows[(int) bin.getDouble(0)] += (long) bin.getDouble(1));
    }
    Map<String, Long> classes = new LinkedHashMap<>();
    Arrays.setAll(
        rows,
        place -> {
          classes.put(labels.get(place), rows[place]);
          return rows[place];
        });
    return classes;
  }
}

package org.sparkdropout.job;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.sparkdropout.catalyst.VectorElement;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.DropoutRegressionModel;

/**
 * Numbers: a prediction, and with quantiles a column for each; of labels that are vectors a column
 * for each number.
 *
 * @param network the model
 */
record ScoredNumbers(DropoutRegressionModel network) implements ScoredAnswers {
  private String prediction() {
    return ScoredAnswers.named(network.getPredictionCol(), "prediction");
  }

  private boolean hasQuantiles() {
    return network.answer().quantiles().length > 0;
  }

  private boolean isVector() {
    return !hasQuantiles() && network.answer().width() > 1;
  }

  /** The column of all quantiles. */
  private String quantiles() {
    String given = network.isDefined(network.quantilesCol()) ? network.getQuantilesCol() : "";
    return hasQuantiles() ? ScoredAnswers.named(given, prediction() + "_quantiles") : "";
  }

  @Override
  public void name(DropoutModel copy, String handleInvalid) {
    DropoutRegressionModel numbers = (DropoutRegressionModel) copy;
    numbers.setHandleInvalid(handleInvalid);
    numbers.setPredictionCol(prediction());
    numbers.setQuantilesCol(quantiles());
  }

  @Override
  public List<String> added() {
    return List.of(prediction(), quantiles());
  }

  @Override
  public Column unanswered() {
    return functions.isnan(number(0));
  }

  /** One number of the prediction. */
  private Column number(int place) {
    Column prediction = TableColumns.quoted(prediction());
    return isVector() ? VectorElement.of(prediction, place) : prediction;
  }

  @Override
  public List<String> predictions() {
    return isVector()
        ? IntStream.range(0, network.answer().width())
            .mapToObj(place -> prediction() + "_" + place)
            .toList()
        : List.of(prediction());
  }

  /** Such as prediction_q10 and prediction_q90. */
  @Override
  public List<String> more(List<String> taken) {
    List<String> percentages =
        Arrays.stream(network.answer().quantiles())
            .mapToObj(quantile -> BigDecimal.valueOf(quantile).movePointRight(2))
            .map(percent -> "q" + percent.stripTrailingZeros().toPlainString())
            .toList();
    return OutputNames.ofParts(prediction(), percentages, taken);
  }

  @Override
  public List<Column> columns(List<String> predictions, List<String> more) {
    List<Column> columns = new ArrayList<>();
    for (int place = 0; place < predictions.size(); place++) {
      columns.add(number(place).as(predictions.get(place)));
    }
    for (int place = 0; place < more.size(); place++) {
      columns.add(VectorElement.of(TableColumns.quoted(quantiles()), place).as(more.get(place)));
    }
    return columns;
  }

  /** The least, mean and largest prediction. */
  @Override
  public List<Column> tally() {
    List<Column> tally = new ArrayList<>();
    for (String name : predictions()) {
      Column number = number(predictions().indexOf(name));
      Column answer = functions.when(functions.not(unanswered()), number);
      tally.add(functions.min(answer).as("min " + name));
      tally.add(functions.avg(answer).as("mean " + name));
      tally.add(functions.max(answer).as("max " + name));
    }
    return tally;
  }

  @Override
  public Map<String, Object> report(Map<String, Object> observed, long answered) {
    Map<String, Object> predictions = new LinkedHashMap<>();
    for (String name : predictions()) {
      Map<String, Object> figures = new LinkedHashMap<>();
      for (String figure : List.of("min", "mean", "max")) {
        figures.put(figure, observed.get(figure + " " + name));
      }
      predictions.put(name, figures);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("predictions", predictions);
    return report;
  }
}

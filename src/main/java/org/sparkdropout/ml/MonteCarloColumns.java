package org.sparkdropout.ml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.param.Param;
import org.sparkdropout.catalyst.AnswerPart;
import org.sparkdropout.catalyst.ScoredColumns.Output;
import org.sparkdropout.ml.param.Columns;

/** The columns that tell how much thinned networks disagree, those with a name. */
final class MonteCarloColumns {
  private MonteCarloColumns() {}

  /** Those of a model of classes. */
  static List<Output> ofClasses(DropoutClassificationModel model) {
    List<Output> outputs = new ArrayList<>();
    add(model, model.predictiveEntropyCol(), AnswerPart.PREDICTIVE_ENTROPY, outputs);
    add(model, model.mutualInformationCol(), AnswerPart.MUTUAL_INFORMATION, outputs);
    add(model, model.spreadCol(), AnswerPart.SPREAD, outputs);
    requireDistinct(
        model, List.of(model.rawPredictionCol(), model.probabilityCol(), model.predictionCol()));
    return outputs;
  }

  /**
   * Those of a model of numbers.
   *
   * @param width numbers of a label that is a vector; empty if it is a number
   */
  static List<Output> ofNumbers(DropoutRegressionModel model, Optional<Integer> width) {
    requireNoEntropy(model);
    List<Output> outputs = new ArrayList<>();
    if (width.isEmpty()) {
      add(model, model.spreadCol(), AnswerPart.SPREAD, outputs);
    } else {
      Columns.named(model, model.spreadCol())
          .map(name -> new Output(AnswerPart.SPREADS, NumberColumns.vector(name, width.get())))
          .ifPresent(outputs::add);
    }
    requireDistinct(model, List.of(model.predictionCol(), model.quantilesCol()));
    return outputs;
  }

  private static void add(
      DropoutModel model, Param<String> column, AnswerPart part, List<Output> outputs) {
    Columns.named(model, column)
        .map(name -> new Output(part, NumberColumns.number(name)))
        .ifPresent(outputs::add);
  }

  private static void requireNoEntropy(DropoutModel model) {
    for (Param<String> column :
        List.of(model.predictiveEntropyCol(), model.mutualInformationCol())) {
      if (Columns.isNamed(model, column)) {
        throw new IllegalArgumentException(
            "%s must be of a model of classes: numbers have no probabilities. Provided value: %s, for a DropoutRegressionModel. Leave it out, or set spreadCol"
                .formatted(column.name(), model.getOrDefault(column)));
      }
    }
  }

  private static void requireDistinct(DropoutModel model, List<Param<String>> others) {
    List<Param<String>> all = new ArrayList<>(others);
    for (Param<String> column : MonteCarlo.columns(model)) {
      for (Param<String> other : all) {
        Optional<String> name = Columns.named(model, column);
        if (name.isPresent() && name.equals(Columns.named(model, other))) {
          throw new IllegalArgumentException(
              "%s must name another column than %s. Provided value of both: %s"
                  .formatted(column.name(), other.name(), name.get()));
        }
      }
      all.add(column);
    }
  }
}

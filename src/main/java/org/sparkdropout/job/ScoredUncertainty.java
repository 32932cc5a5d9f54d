package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.Column;
import org.sparkdropout.catalyst.VectorElement;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.DropoutRegressionModel;
import org.sparkdropout.ml.param.Columns;

/**
 * How much thinned networks disagree, as columns of a scored table; of labels that are vectors a
 * column for each number.
 *
 * @param numbers names of the model's columns of numbers
 * @param vectors names of its columns of vectors
 * @param width of the vectors
 */
record ScoredUncertainty(List<String> numbers, List<String> vectors, int width) {
  static ScoredUncertainty of(DropoutModel model) {
    List<String> entropies =
        named(model, List.of(model.predictiveEntropyCol(), model.mutualInformationCol()));
    List<String> spread = named(model, List.of(model.spreadCol()));
    int width = widthOfLabels(model);
    return width > 1
        ? new ScoredUncertainty(entropies, spread, width)
        : new ScoredUncertainty(
            Stream.concat(entropies.stream(), spread.stream()).toList(), List.of(), width);
  }

  private static int widthOfLabels(DropoutModel model) {
    return model instanceof DropoutRegressionModel numbers ? numbers.answer().scale().width() : 1;
  }

  private static List<String> named(DropoutModel model, List<Param<String>> columns) {
    return columns.stream().flatMap(column -> Columns.named(model, column).stream()).toList();
  }

  /** The columns that the model adds. */
  List<String> added() {
    return Stream.concat(numbers.stream(), vectors.stream()).toList();
  }

  /** The columns of the scored table. */
  List<String> names() {
    List<String> names = new ArrayList<>(numbers);
    vectors.forEach(name -> places().forEach(place -> names.add(part(name, place))));
    return names;
  }

  /** These columns, under these names. */
  List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    numbers.forEach(name -> columns.add(TableColumns.quoted(name)));
    for (String name : vectors) {
      Column vector = TableColumns.quoted(name);
      places().forEach(place -> columns.add(VectorElement.of(vector, place).as(part(name, place))));
    }
    return columns;
  }

  private IntStream places() {
    return IntStream.range(0, width);
  }

  private static String part(String name, int place) {
    return name + "_" + place;
  }
}

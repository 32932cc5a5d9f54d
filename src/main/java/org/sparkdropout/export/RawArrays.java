package org.sparkdropout.export;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import scala.collection.Seq;

/**
 * Raw rows as ONNX takes them: an array for each input.
 *
 * @param inputs the columns of the rows, in order
 * @param rows of text, doubles and vectors
 */
record RawArrays(List<RawInput> inputs, List<Row> rows) {
  /** As Spark writes categories; the empty text is a missing one. */
  Map<String, Object> asSpark() {
    return arrays(input -> UnaryOperator.identity());
  }

  /**
   * As a table of pandas has categories, made text: whole numbers are floats where values are
   * missing, and missing values are nan, unless the column is one of text.
   */
  Map<String, Object> asPandas() {
    return arrays(RawArrays::inPandas);
  }

  private static UnaryOperator<String> inPandas(RawInput input) {
    Spelling spelling = input.spelling();
    return text -> {
      if (spelling != Spelling.TEXT && text.isEmpty()) {
        return "nan";
      }
      return input.categories().contains(text) ? spelling.inPandas(text) : text;
    };
  }

  private interface Respelling {
    UnaryOperator<String> of(RawInput input);
  }

  private Map<String, Object> arrays(Respelling respelling) {
    Map<String, Object> arrays = new LinkedHashMap<>();
    for (int column = 0; column < inputs.size(); column++) {
      RawInput input = inputs.get(column);
      arrays.put(
          input.name(),
          input.isText() ? texts(column, respelling.of(input)) : numbers(column, input.width()));
    }
    return arrays;
  }

  private String[][] texts(int column, UnaryOperator<String> respelling) {
    String[][] texts = new String[rows.size()][1];
    for (int row = 0; row < texts.length; row++) {
      String text = rows.get(row).isNullAt(column) ? "" : rows.get(row).getString(column);
      texts[row][0] = respelling.apply(text);
    }
    return texts;
  }

  private double[][] numbers(int column, int width) {
    double[][] numbers = new double[rows.size()][];
    for (int row = 0; row < numbers.length; row++) {
      numbers[row] = numbers(rows.get(row).get(column), width);
    }
    return numbers;
  }

  /** The width of a vector, or of an array of numbers. */
  static int width(Object value) {
    return value instanceof Vector vector ? vector.size() : ((Seq<?>) value).size();
  }

  private static double[] numbers(Object value, int width) {
    if (value instanceof Vector vector) {
      return vector.toArray();
    }
    double[] numbers = new double[width];
    Arrays.setAll(
        numbers, place -> number(value instanceof Seq<?> array ? array.apply(place) : value));
    return numbers;
  }

  private static double number(Object value) {
    return value == null ? Double.NaN : ((Number) value).doubleValue();
  }
}

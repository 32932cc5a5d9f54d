package org.sparkdropout.ml;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.sparkdropout.score.Decision;

/**
 * Adds the columns of a prediction to rows: logits, probabilities and class, in this order.
 *
 * @param raw whether to add the logits
 * @param probability whether to add the probabilities
 * @param prediction whether to add the class
 * @param classes how many
 * @param decision chooses the class
 */
record Answers(boolean raw, boolean probability, boolean prediction, int classes, Decision decision)
    implements Serializable {
  /** Whether any column is added. */
  boolean any() {
    return raw || probability || prediction;
  }

  /** The row and what its logits mean. */
  Row answered(Row row, double[] logits) {
    double[] probabilities = logits.clone();
    Decision.softmax(probabilities);
    return append(row, logits, probabilities, decision.choose(logits, probabilities));
  }

  /** The row and NaN for an answer. */
  Row unanswered(Row row) {
    double[] none = new double[classes];
    Arrays.fill(none, Double.NaN);
    return append(row, none, none, Double.NaN);
  }

  private Row append(Row row, double[] logits, double[] probabilities, double predicted) {
    int columns = row.size();
    Object[] values = new Object[columns + 3];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    if (raw) {
      values[columns++] = Vectors.dense(logits);
    }
    if (probability) {
      values[columns++] = Vectors.dense(probabilities);
    }
    if (prediction) {
      values[columns++] = predicted;
    }
    return RowFactory.create(Arrays.copyOf(values, columns));
  }
}

package org.sparkdropout.prepare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.monitor.Described;

/**
 * Says which categories of a table a fitted pipeline has not seen: Spark's own error names neither
 * the column nor the count.
 */
public final class UnseenCategories {
  private static final int SHOWN = 5;

  private UnseenCategories() {}

  /**
   * Looks at all categorical columns of a pipeline that starts with {@link RawColumns}.
   *
   * @param model the fitted pipeline
   * @param table raw rows
   * @throws InvalidDataException if a column holds categories that were not trained on
   */
  public static void check(PipelineModel model, Dataset<Row> table) {
    for (Transformer stage : model.stages()) {
      if (stage instanceof StringIndexerModel indexer
          && model.stages()[0] instanceof RawColumns raw) {
        for (int column = 0; column < raw.categoricalColumns().size(); column++) {
          check(
              raw.categoricalColumns().get(column),
              indexer.getInputCols()[column],
              Arrays.asList(indexer.labelsArray()[column]),
              raw.transform(table));
        }
      }
    }
  }

  /**
   * Looks at one column.
   *
   * @param name what the user calls it
   * @param column its name in the table
   * @param seen the categories trained on
   * @param table the rows
   * @throws InvalidDataException if the column holds others; null does not count
   */
  public static void check(String name, String column, List<String> seen, Dataset<Row> table) {
    Column text = functions.col(QuotingUtils.quoteIdentifier(column)).cast(DataTypes.StringType);
    List<Row> unseen =
        Described.job(
            table.sparkSession().sparkContext(),
            "check categories of " + name,
            "count unseen categories",
            () ->
                table
                    .filter(functions.not(text.isin(seen.toArray())))
                    .groupBy(text.as("category"))
                    .count()
                    .orderBy(functions.desc("count"), functions.asc("category"))
                    .takeAsList(SHOWN));
    if (!unseen.isEmpty()) {
      List<String> shown = new ArrayList<>(seen.subList(0, Math.min(SHOWN, seen.size())));
      if (seen.size() > SHOWN) {
        shown.add("...");
      }
      throw new InvalidDataException(
          ("Column '%s' must hold categories the model was trained on: %s. Unseen: %s. Train on"
                  + " rows with them, or train with handleInvalid = skip or keep")
              .formatted(name, String.join(", ", shown), counted(unseen)));
    }
  }

  private static String counted(List<Row> categories) {
    return categories.stream()
        .map(row -> "'%s' in %d rows".formatted(row.getString(0), row.getLong(1)))
        .collect(Collectors.joining(", "));
  }
}

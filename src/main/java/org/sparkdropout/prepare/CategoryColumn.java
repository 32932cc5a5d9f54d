package org.sparkdropout.prepare;

import java.util.List;
import org.apache.spark.sql.types.DataType;

/**
 * A column of categories: a place for each of them, which is 1 where the row has that category and
 * 0 elsewhere.
 *
 * @param name in the table
 * @param type in training; the text of a category is that of a value of this type
 * @param categories of the training rows, in the order of their places: alphabetical
 * @param missingIsCategory whether a missing value is the category {@value #MISSING}, which is then
 *     one of the categories; if not, it is treated as a category that training never saw
 */
public record CategoryColumn(
    String name, DataType type, List<String> categories, boolean missingIsCategory)
    implements EncodedColumn {
  /** The category of missing values. */
  public static final String MISSING = "(missing)";

  /**
   * Copies the categories.
   *
   * @param name see above
   * @param type see above
   * @param categories see above
   * @param missingIsCategory see above
   */
  public CategoryColumn {
    categories = List.copyOf(categories);
  }

  @Override
  public int width() {
    return categories.size();
  }
}

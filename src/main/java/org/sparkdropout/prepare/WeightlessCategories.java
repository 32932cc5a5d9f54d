package org.sparkdropout.prepare;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;

/**
 * Tells which categories of a row weigh nothing: those that training never saw, and missing ones
 * where no training row missed one. All places of such a column are 0 in the vector of features.
 */
public final class WeightlessCategories {
  private final List<CategoryColumn> categories = new ArrayList<>();
  private final List<Integer> starts = new ArrayList<>();

  private WeightlessCategories(List<EncodedColumn> columns) {
    int place = 0;
    for (EncodedColumn column : columns) {
      if (column instanceof CategoryColumn category) {
        categories.add(category);
        starts.add(place);
      }
      place += column.width();
    }
    starts.add(place);
  }

  /**
   * Looks at a fitted stage.
   *
   * @param model makes the features
   * @return what can be told of its categories
   */
  public static WeightlessCategories of(FeatureEncoderModel model) {
    return new WeightlessCategories(model.columns());
  }

  /**
   * The columns of categories.
   *
   * @return with the categories of training
   */
  public List<CategoryColumn> columns() {
    return List.copyOf(categories);
  }

  /**
   * Tells it of each row.
   *
   * @param features the column of vectors that the stage makes
   * @return an array of booleans, one for each of {@link #columns()}: whether the row's category
   *     weighs nothing; false where the row is unfit because of it
   */
  public Column in(Column features) {
    int[] from = starts.stream().mapToInt(Integer::intValue).toArray();
    UDF1<Vector, boolean[]> tell = vector -> weightless(vector.toArray(), from);
    return functions.udf(tell, DataTypes.createArrayType(DataTypes.BooleanType)).apply(features);
  }

  private static boolean[] weightless(double[] features, int[] from) {
    boolean[] weightless = new boolean[from.length - 1];
    for (int column = 0; column < weightless.length; column++) {
      weightless[column] = true;
      for (int place = from[column]; place < from[column + 1]; place++) {
        weightless[column] &= features[place] == 0;
      }
    }
    return weightless;
  }
}

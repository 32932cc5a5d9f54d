package org.sparkdropout.prepare;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.ImputerModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.InvalidDataException;

/**
 * Spark's imputer of columns of doubles, fitted so that the order of the rows does not matter: with
 * {@link Moments}, with the exact median, or with the mode, which Spark counts exactly.
 */
final class StableImputer extends Imputer {
  private static final long serialVersionUID = 1L;

  StableImputer() {
    super(Identifiable.randomUID("imputer"));
  }

  @Override
  public ImputerModel fit(Dataset<?> table) {
    transformSchema(table.schema());
    return switch (getStrategy()) {
      case "mean" -> model(table, means(table));
      case "median" -> model(table, medians(table));
      default -> super.fit(table);
    };
  }

  private double[] means(Dataset<?> table) {
    return Moments.of(table.select(columns(getInputCols())).toJavaRDD().map(StableImputer::vector))
        .means();
  }

  private double[] medians(Dataset<?> table) {
    Column[] medians = columns(getInputCols());
    Arrays.setAll(medians, place -> functions.median(medians[place]));
    double[] values = vector(table.select(medians).first()).toArray();
    Arrays.setAll(values, place -> values[place] + 0.0); // -0.0 and 0.0 are equal, but not in bits
    return values;
  }

  /** Finite values; null for all others. */
  private static Column[] columns(String[] names) {
    return Arrays.stream(names)
        .map(functions::col)
        .map(value -> functions.when(functions.abs(value).lt(Double.POSITIVE_INFINITY), value))
        .toArray(Column[]::new);
  }

  private static Vector vector(Row row) {
    double[] values = new double[row.size()];
    Arrays.setAll(values, place -> row.isNullAt(place) ? Double.NaN : row.getDouble(place));
    return Vectors.dense(values);
  }

  private ImputerModel model(Dataset<?> table, double[] surrogates) {
    StructType schema = new StructType();
    for (int place = 0; place < surrogates.length; place++) {
      String column = getInputCols()[place];
      if (Double.isNaN(surrogates[place])) {
        throw new InvalidDataException(
            ("Some row must hold a number in '%s', to impute those that do not. None does: leave"
                    + " the column out of input.features, or set prepare.impute to none")
                .formatted(column));
      }
      schema = schema.add(column, DataTypes.DoubleType, false);
    }
    Row row = RowFactory.create(Arrays.stream(surrogates).boxed().toArray());
    ImputerModel model =
        new ImputerModel(uid(), table.sparkSession().createDataFrame(List.of(row), schema));
    model.setParent(this);
    return copyValues(model, ParamMap.empty());
  }
}

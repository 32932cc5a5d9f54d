package org.sparkdropout.prepare;

import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.sql.Dataset;

/** Spark's scaler, fitted with {@link Moments}: the order of the rows does not matter. */
final class StableScaler extends StandardScaler {
  private static final long serialVersionUID = 1L;

  StableScaler() {
    super(Identifiable.randomUID("stdScal"));
  }

  @Override
  public StandardScalerModel fit(Dataset<?> table) {
    transformSchema(table.schema());
    Moments moments =
        Moments.of(table.select(getInputCol()).toJavaRDD().map(row -> row.<Vector>getAs(0)));
    StandardScalerModel model =
        new StandardScalerModel(
            uid(), Vectors.dense(moments.deviations()), Vectors.dense(moments.means()));
    model.setParent(this);
    return copyValues(model, ParamMap.empty());
  }
}

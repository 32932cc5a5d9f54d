package org.sparkdropout.job;

import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.ml.DropoutModel;

/**
 * Stages that others have put together, or none at all. Of these, Spark's assembler can be told to
 * let missing values through; what the others do with them is theirs.
 *
 * @param stages in front of the network
 * @param network takes the features
 */
record ForeignPreprocessing(List<Transformer> stages, DropoutModel network)
    implements Preprocessing {

  @Override
  public StructType columns() {
    return stages.isEmpty()
        ? new StructType().add(network.getFeaturesCol(), SQLDataTypes.VectorType(), true)
        : new StructType();
  }

  @Override
  public Dataset<Row> features(Dataset<Row> raw) {
    List<Transformer> lenient = stages.stream().map(ForeignPreprocessing::lenient).toList();
    return Preprocessing.pipeline(lenient).transform(raw);
  }

  private static Transformer lenient(Transformer stage) {
    return stage instanceof VectorAssembler assembler
        ? assembler.copy(ParamMap.empty()).setHandleInvalid("keep")
        : stage;
  }

  @Override
  public Column problem(Dataset<Row> raw) {
    return Preprocessing.none();
  }
}

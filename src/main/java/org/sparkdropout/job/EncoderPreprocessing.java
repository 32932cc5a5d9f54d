package org.sparkdropout.job;

import java.util.Optional;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.prepare.EncodedColumn;
import org.sparkdropout.prepare.FeatureEncoderModel;
import org.sparkdropout.prepare.WeightlessCategories;

/**
 * The one stage that job train puts in front of a network.
 *
 * @param encoder makes features
 */
record EncoderPreprocessing(FeatureEncoderModel encoder) implements Preprocessing {

  /** The stage, or a copy of it with another handleInvalid. */
  static EncoderPreprocessing of(FeatureEncoderModel encoder, Optional<String> handleInvalid) {
    return new EncoderPreprocessing(
        handleInvalid
            .map(word -> word.equals(InvalidRows.KEEP) ? word : InvalidRows.ERROR)
            .map(word -> encoder.copy(ParamMap.empty()).setHandleInvalid(word))
            .orElse(encoder));
  }

  @Override
  public StructType columns() {
    StructType columns = new StructType();
    for (EncodedColumn column : encoder.columns()) {
      columns = columns.add(column.name(), column.type(), true);
    }
    return columns;
  }

  @Override
  public Dataset<Row> features(Dataset<Row> raw) {
    return encoder.transform(raw);
  }

  @Override
  public Column problem(Dataset<Row> raw) {
    return encoder.problem(raw);
  }

  @Override
  public Optional<WeightlessCategories> weightless() {
    boolean keeps = encoder.handleInvalid().equals(InvalidRows.KEEP);
    return Optional.of(WeightlessCategories.of(encoder))
        .filter(categories -> keeps || encoder.fitsMissingCategories())
        .filter(categories -> !categories.columns().isEmpty());
  }
}

package org.sparkdropout.export;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A model in the form of another runtime. */
interface Target {
  /** The runtime, for messages. */
  String runtime();

  /** The bytes of the file. */
  byte[] bytes();

  /**
   * Rows with the answers of the model.
   *
   * @param rows to draw from; without them rows are made up
   * @param count at most
   */
  Sample sample(Optional<Dataset<Row>> rows, int count);

  /**
   * What the runtime answers to rows.
   *
   * @param file that was written
   * @param inputs arrays by name
   */
  List<Sample.Answer> answers(byte[] file, Map<String, Object> inputs);

  /**
   * How answers are compared.
   *
   * @param file its name, for messages
   */
  Agreement agreement(String file);
}

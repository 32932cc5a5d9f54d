package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.ml.linalg.VectorUDT;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Raw values of a row to its features. It is public, and so are its methods, for Spark's generated
 * code alone, which calls them. Thread-safe.
 */
public final class RowEncoder implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final VectorUDT VECTORS = new VectorUDT();

  /** How many problems of a row are told. */
  private static final int TOLD = 3;

  private final int width;
  private final List<ColumnEncoder> encoders = new ArrayList<>();

  /**
   * Prepares columns.
   *
   * @param columns in the order of the vector: numbers, vectors, categories
   * @param values where their values lie
   * @param fitsUnseen whether a row with an unseen category is fit
   * @param fitsMissing whether a row is fit that misses a category, which is none of training
   * @throws org.sparkdropout.data.InvalidDataException if two categories are the same value in the
   *     table's type
   */
  RowEncoder(
      List<EncodedColumn> columns, RawValues values, boolean fitsUnseen, boolean fitsMissing) {
    List<NumberColumn> numbers = new ArrayList<>();
    Iterator<RawValues.Place> places = values.places().iterator();
    int offset = 0;
    for (EncodedColumn column : columns) {
      RawValues.Place from = places.next();
      if (column instanceof NumberColumn number) {
        numbers.add(number);
      } else if (column instanceof VectorColumn vector) {
        encoders.add(new VectorEncoder(vector, from, offset));
      } else {
        encoders.add(
            new CategoryEncoder((CategoryColumn) column, from, offset, fitsUnseen, fitsMissing));
      }
      offset += column.width();
    }
    width = offset;
    if (!numbers.isEmpty()) {
      encoders.add(0, new NumbersEncoder(numbers, values.places()));
    }
  }

  /**
   * The vector of features, NaN where a value is unfit.
   *
   * @param numbers see {@link RawValues}
   * @param texts see {@link RawValues}
   * @param vectors see {@link RawValues}
   * @return a vector as Spark stores it, dense or sparse, whichever is smaller
   */
  public InternalRow encode(ArrayData numbers, ArrayData texts, InternalRow vectors) {
    RawRow row = new RawRow(numbers, texts, vectors);
    double[] features = new double[width];
    for (ColumnEncoder encoder : encoders) {
      encoder.encode(row, features);
    }
    return VECTORS.serialize(Vectors.dense(features).compressed());
  }

  /**
   * What makes a row unfit.
   *
   * @param numbers see {@link RawValues}
   * @param texts see {@link RawValues}
   * @param vectors see {@link RawValues}
   * @return null where the row is fit
   */
  public UTF8String problem(ArrayData numbers, ArrayData texts, InternalRow vectors) {
    List<Problem> found = new ArrayList<>();
    report(new RawRow(numbers, texts, vectors), found::add);
    if (found.isEmpty()) {
      return null;
    }
    String text = found.stream().limit(TOLD).map(Problem::text).collect(Collectors.joining("; "));
    int more = found.size() - TOLD;
    return UTF8String.fromString(more > 0 ? text + "; and %d more".formatted(more) : text);
  }

  /** Reports every problem of a row. */
  void report(RawRow row, Consumer<Problem> problems) {
    for (ColumnEncoder encoder : encoders) {
      encoder.report(row, problems);
    }
  }
}

package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.sparkdropout.prepare.RawValues.Place;

/** Reads the entries of a vector, whether it is one of Spark ML, dense or sparse, or an array. */
final class VectorReader implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The fields of a Spark ML vector: type, size, indices, values. */
  private static final int FIELDS = 4;

  private static final byte SPARSE = 0;

  private final int place;
  private final boolean isArray;

  VectorReader(Place from) {
    this.place = from.place();
    this.isArray = !FeatureTypes.isSparkVector(from.given());
  }

  /** The entries, NaN for those that are missing; null where there is no vector. */
  double[] read(RawRow row) {
    if (row.vectors().isNullAt(place)) {
      return null;
    }
    return isArray
        ? dense(row.vectors().getArray(place))
        : vector(row.vectors().getStruct(place, FIELDS));
  }

  private static double[] vector(InternalRow vector) {
    if (vector.getByte(0) != SPARSE) {
      return dense(vector.getArray(3));
    }
    double[] values = new double[vector.getInt(1)];
    int[] indices = vector.getArray(2).toIntArray();
    double[] nonZeros = vector.getArray(3).toDoubleArray();
    for (int place = 0; place < indices.length; place++) {
      values[indices[place]] = nonZeros[place];
    }
    return values;
  }

  private static double[] dense(ArrayData array) {
    double[] values = new double[array.numElements()];
    Arrays.setAll(values, slot -> array.isNullAt(slot) ? Double.NaN : array.getDouble(slot));
    return values;
  }
}

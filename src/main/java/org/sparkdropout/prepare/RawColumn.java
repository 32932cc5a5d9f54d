package org.sparkdropout.prepare;

import java.io.Serializable;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.data.TypeText;

/**
 * A raw column that is asked for, and what it must hold.
 *
 * @param name in the table of training
 * @param kind what its values are
 * @param trained its type in training
 */
record RawColumn(String name, Kind kind, DataType trained) implements Serializable {

  /** What the values of a column are. */
  enum Kind {
    NUMBER,
    VECTOR,
    CATEGORY
  }

  static RawColumn of(EncodedColumn column) {
    if (column instanceof NumberColumn) {
      return new RawColumn(column.name(), Kind.NUMBER, column.type());
    }
    Kind kind = column instanceof VectorColumn ? Kind.VECTOR : Kind.CATEGORY;
    return new RawColumn(column.name(), kind, column.type());
  }

  /**
   * Checks that values of a type can be brought to the type of training.
   *
   * @throws InvalidDataException if not, naming both types and the remedy
   */
  void require(DataType given) {
    boolean fits =
        switch (kind) {
          case NUMBER -> FeatureTypes.isNumber(given) || given instanceof StringType;
          case VECTOR -> FeatureTypes.isVector(given);
          case CATEGORY -> CategoryText.canBe(trained, given);
        };
    if (!fits && !(given instanceof NullType)) {
      throw new InvalidDataException(
          ("Column '%s' was %s in training, and must be %s. It is %s here, which cannot be brought"
                  + " to that without loss. %s")
              .formatted(
                  name, TypeText.of(trained), kindInWords(), TypeText.of(given), remedy(given)));
    }
  }

  private String kindInWords() {
    return switch (kind) {
      case NUMBER -> "numbers";
      case VECTOR -> "a vector or an array of numbers";
      case CATEGORY -> "categories of that type";
    };
  }

  /** A cast helps only where Spark has one, and text of the right form can be cast to anything. */
  private String remedy(DataType given) {
    boolean castable =
        kind != Kind.VECTOR && !(given instanceof BinaryType) && Cast.canCast(given, trained);
    return castable && FeatureTypes.isNumber(given) == FeatureTypes.isNumber(trained)
        ? "Cast it to %s before, or set input.schema = \"%s %s\" in training and scoring"
            .formatted(TypeText.of(trained), TypeText.inSchema(name), trained.sql())
        : "Check that it is the same column. If it is, give it as %s, as in training"
            .formatted(TypeText.of(trained));
  }
}

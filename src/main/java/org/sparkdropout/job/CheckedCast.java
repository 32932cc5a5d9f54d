package org.sparkdropout.job;

import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.data.TypeText;

/**
 * Brings a column to a type without losing anything: text must parse, and any other value must be
 * the same when it is brought back. A value that is not so fails the query; none becomes null.
 *
 * @param column its name
 * @param from its type
 * @param to the type asked for
 * @param pattern how text spells dates or times, if not as ISO 8601 does
 */
record CheckedCast(String column, DataType from, DataType to, Optional<String> pattern) {

  /** Whether there are values of one type that can be brought to the other. */
  static boolean isPossible(DataType from, DataType to) {
    boolean comparable = !from.catalogString().contains("map<");
    return comparable && Cast.canAnsiCast(from, to);
  }

  /**
   * The cast.
   *
   * @return of the column's name
   * @throws InvalidDataException if no value of one type can be brought to the other
   */
  Column apply() {
    if (!isPossible(from, to)) {
      throw new InvalidDataException(
          ("Column '%s' is of type %s, which cannot be brought to %s, its type in input.schema. Name"
                  + " another type there, or leave the column out of it")
              .formatted(column, given(), to.sql()));
    }
    return checked(TableColumns.quoted(column)).as(column);
  }

  private String given() {
    return from.catalogString().contains("struct<") ? TypeText.of(from) : from.sql();
  }

  /**
   * Spells text as the type does.
   *
   * @return text of the column's name; what cannot be brought to the type stays as it is
   */
  Column spelled() {
    Column text = TableColumns.quoted(column);
    return functions.coalesce(parsed(text).cast(DataTypes.StringType), text).as(column);
  }

  private Column checked(Column value) {
    if (to.equals(DataTypes.StringType)) {
      return value.cast(to);
    }
    if (from.equals(DataTypes.StringType)) {
      Column parsed = parsed(value);
      return functions.when(
          functions.trim(value).notEqual(""),
          functions.when(parsed.isNotNull(), parsed).otherwise(refused(value)));
    }
    Column brought = tried(value, to);
    return functions.when(
        value.isNotNull(),
        functions
            .when(tried(brought, from).eqNullSafe(value), brought)
            .otherwise(refused(value.cast(DataTypes.StringType))));
  }

  private Column parsed(Column text) {
    return pattern
        .map(spelling -> functions.try_to_timestamp(text, functions.lit(spelling)))
        .map(time -> tried(time, to))
        .orElseGet(() -> tried(text, to));
  }

  /** Null where the value cannot be cast, whatever spark.sql.ansi.enabled says. */
  static Column tried(Column value, DataType type) {
    return new Column(new Cast(value.expr(), type, scala.Option.empty(), EvalMode.TRY()));
  }

  private Column refused(Column text) {
    return functions.udf(new Refusal(column, to), to).apply(text);
  }

  /** Fails for a value; evaluated for none that can be brought to the type. */
  private record Refusal(String column, DataType type) implements UDF1<String, Object> {
    @Override
    public Object call(String text) {
      throw new InvalidDataException(
          ("Column '%s' must hold %s, its type in input.schema. It holds '%s'. Repair it, name"
                  + " another type there, such as STRING, or, if this stands for a missing value in"
                  + " a CSV file, say so: --set 'input.options.nullValue=%s'")
              .formatted(column, type.sql(), text, text));
    }
  }
}

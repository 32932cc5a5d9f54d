package org.sparkdropout.prepare;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.apache.spark.sql.types.DataType;
import org.sparkdropout.prepare.RawValues.Place;

/** Writes all columns of numbers: they are the first features. */
final class NumbersEncoder implements ColumnEncoder {
  private static final long serialVersionUID = 1L;

  private final String[] names;
  private final DataType[] types;
  private final int[] places;
  private final boolean[] isText;
  private final double[] surrogates;
  private final SlotScales scales;

  NumbersEncoder(List<NumberColumn> columns, List<Place> from) {
    int width = columns.size();
    names = new String[width];
    types = new DataType[width];
    places = new int[width];
    isText = new boolean[width];
    surrogates = new double[width];
    for (int slot = 0; slot < width; slot++) {
      NumberColumn column = columns.get(slot);
      names[slot] = column.name();
      types[slot] = column.type();
      places[slot] = from.get(slot).place();
      isText[slot] = from.get(slot).isText();
      surrogates[slot] = column.surrogate().orElse(Double.NaN);
    }
    scales = new SlotScales(columns.stream().map(NumberColumn::scale).toList());
  }

  @Override
  public void encode(RawRow row, double[] features) {
    for (int slot = 0; slot < places.length; slot++) {
      features[slot] = scales.apply(slot, value(row, slot));
    }
  }

  /** A finite number; NaN where there is none, or none that is fit. */
  private double value(RawRow row, int slot) {
    if (isText[slot]) {
      OptionalDouble parsed = parsed(row, slot);
      return parsed.isEmpty() ? Double.NaN : filled(parsed.getAsDouble(), slot);
    }
    boolean isNull = row.numbers().isNullAt(places[slot]);
    return filled(isNull ? Double.NaN : row.numbers().getDouble(places[slot]), slot);
  }

  private double filled(double value, int slot) {
    if (Double.isNaN(value)) {
      return surrogates[slot];
    }
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  private OptionalDouble parsed(RawRow row, int slot) {
    return NumberText.parse(text(row, slot), types[slot]);
  }

  private String text(RawRow row, int slot) {
    boolean isNull = row.texts().isNullAt(places[slot]);
    return isNull ? null : row.texts().getUTF8String(places[slot]).toString();
  }

  @Override
  public void report(RawRow row, Consumer<Problem> problems) {
    for (int slot = 0; slot < places.length; slot++) {
      double scaled = scales.apply(slot, value(row, slot));
      if (!Float.isFinite((float) scaled)) {
        problems.accept(problem(row, slot, scaled));
      }
    }
  }

  private Problem problem(RawRow row, int slot, double scaled) {
    String text = isText[slot] ? text(row, slot) : null;
    if (isText[slot] && parsed(row, slot).isEmpty()) {
      return new Problem(slot, names[slot], Problem.Kind.NOT_A_NUMBER, text);
    }
    double value = isText[slot] ? parsed(row, slot).getAsDouble() : number(row, slot);
    if (Double.isNaN(value)) {
      return new Problem(slot, names[slot], Problem.Kind.NO_NUMBER, "");
    }
    boolean isInfinite = Double.isNaN(scaled);
    return isInfinite
        ? new Problem(slot, names[slot], Problem.Kind.INFINITE, "")
        : new Problem(slot, names[slot], Problem.Kind.LARGE, Double.toString(value));
  }

  private double number(RawRow row, int slot) {
    boolean isNull = row.numbers().isNullAt(places[slot]);
    return isNull ? Double.NaN : row.numbers().getDouble(places[slot]);
  }
}

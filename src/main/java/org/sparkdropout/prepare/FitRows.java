package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.sparkdropout.prepare.RawValues.Place;

/** Reads raw rows to fit on, as {@link RawValues} packs them, followed by whether they train. */
final class FitRows implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int TRAINS = 3;

  private final List<Place> numbers;
  private final List<Place> vectors;
  private final List<Place> categories;
  private final List<Integer> widths;
  private final List<Integer> limits;
  private final boolean imputes;
  private final boolean scales;

  /**
   * Prepares columns.
   *
   * @param places of numbers, then vectors, then categories
   * @param widths of the vectors
   */
  FitRows(Preparation asked, List<Place> places, List<Integer> widths) {
    int vectorsFrom = asked.numbers().size();
    int categoriesFrom = vectorsFrom + asked.vectors().size();
    this.numbers = List.copyOf(places.subList(0, vectorsFrom));
    this.vectors = List.copyOf(places.subList(vectorsFrom, categoriesFrom));
    this.categories = List.copyOf(places.subList(categoriesFrom, places.size()));
    this.widths = List.copyOf(widths);
    this.limits =
        asked.categories().stream()
            .map(c -> asked.optional().contains(c) ? asked.maxCategories() : Integer.MAX_VALUE)
            .toList();
    this.imputes = asked.imputes();
    this.scales = asked.scales();
  }

  /** How many numbers of a row are collected. */
  int slots() {
    int ofVectors = scales ? vectorSlots() : 0;
    return imputes || scales ? numbers.size() + ofVectors : 0;
  }

  private int vectorSlots() {
    return widths.stream().mapToInt(Integer::intValue).sum();
  }

  FitTally emptyTally() {
    return new FitTally(limits, vectors.size());
  }

  /** Reads a partition: blocks of its training rows as they fill up, then the tally. */
  Iterator<Passed> read(Iterator<InternalRow> rows) {
    return new Reading(rows);
  }

  private final class Reading implements Iterator<Passed> {
    private final Iterator<InternalRow> rows;
    private final FitTally tally = emptyTally();
    private final List<VectorReader> readers = vectors.stream().map(VectorReader::new).toList();
    private final double[] numbersOfRow = new double[numbers.size() + vectorSlots()];
    private boolean isEnded;

    Reading(Iterator<InternalRow> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return !isEnded;
    }

    @Override
    public Passed next() {
      int capacity = ColumnBlock.capacity(slots());
      double[][] values = null;
      int filled = 0;
      while (filled < capacity && rows.hasNext()) {
        if (read(rows.next()) && slots() > 0) {
          values = values == null ? new double[slots()][capacity] : values;
          for (int slot = 0; slot < values.length; slot++) {
            values[slot][filled] = numbersOfRow[slot];
          }
          filled++;
        }
      }
      if (filled > 0) {
        return new ColumnBlock(values, filled);
      }
      isEnded = true;
      return tally;
    }

    /** Reads a row; returns whether statistics see it. */
    private boolean read(InternalRow row) {
      RawRow raw = new RawRow(row.getArray(0), row.getArray(1), row.getStruct(2, TRAINS));
      tally.problems().addRow();
      boolean numbersFit = readNumbers(raw);
      boolean vectorsFit = readVectors(raw);
      boolean trains = !row.isNullAt(TRAINS) && row.getBoolean(TRAINS);
      boolean usable = trains && ((numbersFit && vectorsFit) || !(imputes || scales));
      readCategories(raw, trains, usable);
      if (usable) {
        tally.addUsable();
      }
      return usable;
    }

    private boolean readNumbers(RawRow raw) {
      boolean fits = true;
      for (int slot = 0; slot < numbers.size(); slot++) {
        int place = numbers.get(slot).place();
        double value = raw.numbers().isNullAt(place) ? Double.NaN : raw.numbers().getDouble(place);
        numbersOfRow[slot] = value;
        if (Double.isInfinite(value) || (Double.isNaN(value) && !imputes)) {
          fits = false;
          boolean isNaN = Double.isNaN(value);
          problem(slot, numbers.get(slot), isNaN ? Problem.Kind.NO_NUMBER : Problem.Kind.INFINITE);
        } else if (isTooLarge(value)) {
          large(slot, numbers.get(slot), value);
        }
      }
      return fits;
    }

    private boolean readVectors(RawRow raw) {
      boolean fits = true;
      int offset = numbers.size();
      for (int column = 0; column < readers.size(); column++) {
        double[] entries = readers.get(column).read(raw);
        fits &= readVector(column, entries, offset);
        offset += widths.get(column);
      }
      return fits;
    }

    private boolean readVector(int column, double[] entries, int offset) {
      Place from = vectors.get(column);
      if (entries == null) {
        return problem(offset, from, Problem.Kind.NO_VECTOR);
      }
      tally.addWidth(column, entries.length);
      if (entries.length != widths.get(column)) {
        return problem(offset, from, Problem.Kind.WIDTH);
      }
      System.arraycopy(entries, 0, numbersOfRow, offset, entries.length);
      for (double entry : entries) {
        if (!Double.isFinite(entry)) {
          boolean isNaN = Double.isNaN(entry);
          return problem(offset, from, isNaN ? Problem.Kind.NO_ENTRY : Problem.Kind.INFINITE);
        }
      }
      for (double entry : entries) {
        if (isTooLarge(entry)) {
          large(offset, from, entry);
          break;
        }
      }
      return true;
    }

    private void readCategories(RawRow raw, boolean trains, boolean usable) {
      for (int column = 0; column < categories.size(); column++) {
        int place = categories.get(column).place();
        boolean isNull = raw.texts().isNullAt(place);
        if (isNull && !imputes) {
          problem(numbersOfRow.length + column, categories.get(column), Problem.Kind.NOTHING);
        }
        if (usable || !trains) {
          String text = isNull ? null : raw.texts().getUTF8String(place).toString();
          tally.levels(column).add(text, usable);
        }
      }
    }

    /** Whether a number cannot be trained on as it is. */
    private boolean isTooLarge(double value) {
      return !scales && Float.isInfinite((float) value) && Double.isFinite(value);
    }

    private void large(int feature, Place from, double value) {
      String text = Double.toString(value);
      tally.problems().add(new Problem(feature, from.column().name(), Problem.Kind.LARGE, text));
    }

    /** Counts a problem; returns false. */
    private boolean problem(int feature, Place from, Problem.Kind kind) {
      tally.problems().add(new Problem(feature, from.column().name(), kind, ""));
      return false;
    }
  }

  /** The widths that most vectors of each column have. */
  List<Integer> widths(FitTally tally) {
    List<Integer> found = new ArrayList<>();
    for (int column = 0; column < vectors.size(); column++) {
      found.add(tally.width(column));
    }
    return found;
  }
}

package org.sparkdropout.prepare;

import java.util.function.Consumer;
import org.sparkdropout.prepare.RawValues.Place;

/** Writes one column of vectors. */
final class VectorEncoder implements ColumnEncoder {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final int offset;
  private final SlotScales scales;
  private final VectorReader reader;

  /**
   * Prepares a column.
   *
   * @param offset of its first feature
   */
  VectorEncoder(VectorColumn column, Place from, int offset) {
    this.name = column.name();
    this.offset = offset;
    this.scales = new SlotScales(column.scales());
    this.reader = new VectorReader(from);
  }

  @Override
  public void encode(RawRow row, double[] features) {
    double[] values = reader.read(row);
    boolean fits = values != null && values.length == scales.width();
    for (int slot = 0; slot < scales.width(); slot++) {
      double value = fits ? values[slot] : Double.NaN;
      features[offset + slot] = scales.apply(slot, Double.isInfinite(value) ? Double.NaN : value);
    }
  }

  @Override
  public void report(RawRow row, Consumer<Problem> problems) {
    double[] values = reader.read(row);
    if (values == null) {
      problems.accept(new Problem(offset, name, Problem.Kind.NO_VECTOR, ""));
    } else if (values.length != scales.width()) {
      problems.accept(new Problem(offset, name, Problem.Kind.WIDTH, sizes(values.length)));
    } else {
      report(values, problems);
    }
  }

  private String sizes(int given) {
    return "%d numbers, not %d".formatted(given, scales.width());
  }

  private void report(double[] values, Consumer<Problem> problems) {
    for (int slot = 0; slot < values.length; slot++) {
      if (!Float.isFinite((float) scales.apply(slot, values[slot]))) {
        problems.accept(problem(values[slot], slot));
        return;
      }
    }
  }

  private Problem problem(double value, int slot) {
    String entry = "%s[%d]".formatted(name, slot);
    if (Double.isFinite(value)) {
      return new Problem(offset + slot, entry, Problem.Kind.LARGE, Double.toString(value));
    }
    boolean isNaN = Double.isNaN(value);
    return new Problem(
        offset + slot, entry, isNaN ? Problem.Kind.NO_ENTRY : Problem.Kind.INFINITE, "");
  }
}

package org.sparkdropout.prepare;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.unsafe.types.UTF8String;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.data.TypeText;
import org.sparkdropout.prepare.RawValues.Place;

/** Writes one column of categories. */
final class CategoryEncoder implements ColumnEncoder {
  private static final long serialVersionUID = 1L;

  /** Of a category that weighs nothing. */
  private static final int NOWHERE = -1;

  /** Of a category that makes the row unfit. */
  private static final int UNFIT = -2;

  private final String name;
  private final int offset;
  private final int width;
  private final int place;
  private final boolean isSame;

  /** The place of a missing value, {@value #NOWHERE} or {@value #UNFIT}. */
  private final int missing;

  /** The place of a category that training never saw: {@value #NOWHERE} or {@value #UNFIT}. */
  private final int unseen;

  /** By the text of the value as it arrives, if it arrives in the type of training. */
  private final Map<UTF8String, Integer> byText = new HashMap<>();

  /** By the text of the same value in {@link #reading}; empty if types are the same. */
  private final Map<String, Integer> byValue = new HashMap<>();

  /** The type as which values are read: where training had text, that of the table. */
  private final DataType reading;

  /**
   * Prepares a column.
   *
   * @param fitsUnseen whether a row with an unseen category is fit
   * @param fitsMissing whether a row is fit that misses a category, which is none of training
   * @throws InvalidDataException if two categories are the same value in the table's type
   */
  CategoryEncoder(
      CategoryColumn column, Place from, int offset, boolean fitsUnseen, boolean fitsMissing) {
    this.name = column.name();
    this.offset = offset;
    this.width = column.width();
    this.place = from.place();
    this.unseen = fitsUnseen ? NOWHERE : UNFIT;
    int absent = fitsMissing ? NOWHERE : UNFIT;
    this.missing =
        column.missingIsCategory() ? column.categories().indexOf(CategoryColumn.MISSING) : absent;
    boolean wasText = column.type() instanceof StringType;
    this.reading = wasText ? from.given() : column.type();
    this.isSame = from.given().equals(column.type()) || from.given() instanceof NullType;
    for (int slot = 0; slot < width; slot++) {
      if (isSame) {
        byText.put(UTF8String.fromString(column.categories().get(slot)), slot);
      } else {
        putValue(column, slot);
      }
    }
    if (wasText && !isSame && byValue.isEmpty()) {
      throw unreadable(column);
    }
  }

  private InvalidDataException unreadable(CategoryColumn column) {
    return new InvalidDataException(
        ("Column '%s' was %s in training. It is %s here, which none of the categories of training"
                + " can be, such as '%s'. Check that it is the same column. If it is, read it as"
                + " text: input.schema = \"%s %s\"")
            .formatted(
                name,
                TypeText.of(column.type()),
                TypeText.of(reading),
                column.categories().get(0),
                TypeText.inSchema(name),
                column.type().sql()));
  }

  private void putValue(CategoryColumn column, int slot) {
    String category = column.categories().get(slot);
    boolean stands = column.missingIsCategory() && category.equals(CategoryColumn.MISSING);
    Optional<String> value = stands ? Optional.empty() : CategoryText.canonical(reading, category);
    value.ifPresent(
        text -> {
          Integer other = byValue.put(text, slot);
          if (other != null) {
            throw ambiguous(column, column.categories().get(other), category);
          }
        });
  }

  private InvalidDataException ambiguous(CategoryColumn column, String one, String other) {
    return new InvalidDataException(
        ("Column '%s' was %s in training, with the categories '%s' and '%s'. It is %s here, in which"
                + " both are the same value. Give it as %s, as in training: cast it, or set"
                + " input.schema = \"%s %s\"")
            .formatted(
                name,
                TypeText.of(column.type()),
                one,
                other,
                TypeText.of(reading),
                TypeText.of(column.type()),
                TypeText.inSchema(name),
                column.type().sql()));
  }

  @Override
  public void encode(RawRow row, double[] features) {
    int slot = slot(row);
    if (slot >= 0) {
      features[offset + slot] = 1;
    } else if (slot == UNFIT) {
      Arrays.fill(features, offset, offset + width, Double.NaN);
    }
  }

  /** The place of a row's category, {@value #NOWHERE} or {@value #UNFIT}. */
  private int slot(RawRow row) {
    if (row.texts().isNullAt(place)) {
      return missing;
    }
    UTF8String text = row.texts().getUTF8String(place);
    return isSame ? byText.getOrDefault(text, unseen) : slot(text.toString());
  }

  private int slot(String text) {
    if (!(reading instanceof StringType) && NumberText.isMissing(text)) {
      return missing;
    }
    return CategoryText.canonical(reading, text)
        .map(value -> byValue.getOrDefault(value, unseen))
        .orElse(unseen);
  }

  @Override
  public void report(RawRow row, Consumer<Problem> problems) {
    if (slot(row) == UNFIT) {
      boolean isNull = row.texts().isNullAt(place);
      String text = isNull ? "" : row.texts().getUTF8String(place).toString();
      boolean isMissing = isNull || isBlank(text);
      Problem.Kind kind = isMissing ? Problem.Kind.NOTHING : Problem.Kind.UNSEEN;
      problems.accept(new Problem(offset, name, kind, isMissing ? "" : text));
    }
  }

  private boolean isBlank(String text) {
    return !isSame && !(reading instanceof StringType) && NumberText.isMissing(text);
  }
}

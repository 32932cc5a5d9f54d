package org.sparkdropout.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;

/**
 * A column of the raw table that a pipeline takes, and what its stages tell of its values: enough
 * to say how to pass them, and to make some up.
 *
 * <p>Not thread-safe.
 */
final class RawInput {
  /** What becomes of a row where the column is missing: it is not answered. */
  static final String NO_ANSWER = "no answer";

  /** What becomes of a missing number: another one stands in for it. */
  static final String IMPUTED = "imputed";

  /** What becomes of a missing category: it is one of its own. */
  static final String CATEGORY = "a category of its own";

  /** What becomes of a category that is missing or that training never saw: it counts as none. */
  static final String WEIGHS_NOTHING = "weighs nothing";

  private final String name;
  private final Kind kind;
  private final int width;
  private final double[] centre;
  private final double[] spread;
  private final List<String> categories = new ArrayList<>();
  private Optional<DataType> type = Optional.empty();
  private Optional<String> timeZone = Optional.empty();
  private String missing = NO_ANSWER;
  private String unseen = NO_ANSWER;

  /** What is passed to a runtime. */
  enum Kind {
    /** Doubles (rows, 1). */
    NUMBER,
    /** Doubles (rows, width). */
    VECTOR,
    /** Texts (rows, 1). */
    CATEGORY
  }

  private RawInput(String name, Kind kind, int width) {
    this.name = name;
    this.kind = kind;
    this.width = width;
    this.centre = new double[width];
    this.spread = new double[width];
    Arrays.fill(spread, 1);
  }

  static RawInput number(String name) {
    return new RawInput(name, Kind.NUMBER, 1);
  }

  static RawInput vector(String name, int width) {
    return new RawInput(name, Kind.VECTOR, width);
  }

  static RawInput text(String name) {
    return new RawInput(name, Kind.CATEGORY, 1);
  }

  String name() {
    return name;
  }

  Kind kind() {
    return kind;
  }

  boolean isText() {
    return kind == Kind.CATEGORY;
  }

  boolean isVector() {
    return kind == Kind.VECTOR;
  }

  /** Numbers in a row; 1 for a number or a text. */
  int width() {
    return width;
  }

  /** Notes the type that the column had in training. */
  void trainedAs(DataType trained) {
    type = Optional.of(trained);
  }

  /** The type that the column had in training, where the stages keep it. */
  Optional<DataType> type() {
    return type;
  }

  /** Notes the time zone that the text of its moments is in. */
  void writtenIn(String zone) {
    timeZone = Optional.of(zone);
  }

  /** The time zone that the text of its moments is in, where the stages keep it. */
  Optional<String> timeZone() {
    return timeZone;
  }

  /** How categories are written; one way alone where the type is not known. */
  Spelling spelling() {
    return type.map(Spelling::of).orElse(Spelling.TEXT);
  }

  /** Notes that a row is answered where the column is missing, and how. */
  void letMissing(String how) {
    missing = how;
  }

  /** What becomes of a row where the column is missing. */
  String missing() {
    return missing;
  }

  /** Notes what becomes of a row with a category that training never saw. */
  void takeUnseen(String how) {
    unseen = how;
  }

  /** What becomes of a row with a category that training never saw. */
  String unseen() {
    return unseen;
  }

  boolean mayBeMissing() {
    return !missing.equals(NO_ANSWER);
  }

  /** Notes where numbers lie. */
  void lieAround(int place, double mean, double deviation) {
    centre[place] = mean;
    spread[place] = deviation;
  }

  /** A value from a standard normal one. */
  double value(int place, double normal) {
    return centre[place] + spread[place] * normal;
  }

  /** Notes categories that have an index of their own. */
  void addCategories(List<String> known) {
    categories.addAll(known);
  }

  List<String> categories() {
    return categories;
  }
}

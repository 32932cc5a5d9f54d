package org.sparkdropout.runtimes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A column of the raw table that a pipeline takes, and what its stages tell of its values: enough
 * to make some up.
 *
 * <p>Not thread-safe.
 */
final class RawInput {
  private final String name;
  private final Kind kind;
  private final int width;
  private final double[] centre;
  private final double[] spread;
  private final List<String> categories = new ArrayList<>();
  private boolean mayBeMissing;

  private enum Kind {
    NUMBER,
    VECTOR,
    TEXT
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
    return new RawInput(name, Kind.TEXT, 1);
  }

  String name() {
    return name;
  }

  boolean isText() {
    return kind == Kind.TEXT;
  }

  boolean isVector() {
    return kind == Kind.VECTOR;
  }

  /** Numbers in a row; 1 for a number or a text. */
  int width() {
    return width;
  }

  /** Notes that missing values are imputed, or are a category. */
  void letMissing() {
    mayBeMissing = true;
  }

  boolean mayBeMissing() {
    return mayBeMissing;
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

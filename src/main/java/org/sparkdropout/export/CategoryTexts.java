package org.sparkdropout.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sparkdropout.prepare.CategoryColumn;

/**
 * Which texts mean which category of a column: the category itself, its other spellings, and what
 * stands for a missing value. A text that could mean two categories means none, unless it is one of
 * them.
 *
 * @param places the place of the category that each text means
 * @param numbers by place, what else means the category: a text of an equal number; NaN for none.
 *     Empty where categories are no numbers
 */
record CategoryTexts(Map<String, Integer> places, List<Double> numbers) {
  /** The place of a text that means nothing that training saw. */
  static final int UNSEEN = -1;

  /** The place of a text that means a missing value, where that is no category of its own. */
  static final int NOWHERE = -2;

  /** What pandas and Python write for a missing value, in columns that are no text. */
  static final List<String> MISSING = List.of("nan", "NaN", "NaT", "None", "<NA>");

  static CategoryTexts of(CategoryColumn column) {
    Spelling spelling = Spelling.of(column.type());
    List<String> categories = column.categories();
    Map<String, Integer> places = new LinkedHashMap<>();
    Set<String> ambiguous = new LinkedHashSet<>();
    for (int place = 0; place < categories.size(); place++) {
      for (String other : others(spelling, column, place)) {
        if (places.put(other, place) != null) {
          ambiguous.add(other);
        }
      }
    }
    places.keySet().removeAll(ambiguous);
    int missing = column.missingIsCategory() ? categories.indexOf(CategoryColumn.MISSING) : NOWHERE;
    places.putIfAbsent("", missing);
    if (spelling != Spelling.TEXT) {
      MISSING.forEach(text -> places.putIfAbsent(text, missing));
    }
    for (int place = 0; place < categories.size(); place++) {
      if (spelling == Spelling.TEXT || !isMissing(column, place)) {
        places.put(categories.get(place), place);
      }
    }
    return new CategoryTexts(places, spelling.isNumber() ? numbers(spelling, column) : List.of());
  }

  private static List<String> others(Spelling spelling, CategoryColumn column, int place) {
    String category = column.categories().get(place);
    return isMissing(column, place) ? List.of() : spelling.others(category);
  }

  private static boolean isMissing(CategoryColumn column, int place) {
    return column.missingIsCategory()
        && column.categories().get(place).equals(CategoryColumn.MISSING);
  }

  private static List<Double> numbers(Spelling spelling, CategoryColumn column) {
    List<String> categories = column.categories();
    double[] numbers = categories.stream().mapToDouble(spelling::value).toArray();
    double[] sorted = Arrays.stream(numbers).map(n -> n + 0.0).sorted().toArray();
    List<Double> unique = new ArrayList<>();
    for (double number : numbers) {
      int found = Arrays.binarySearch(sorted, number + 0.0);
      boolean repeated =
          (found > 0 && sorted[found - 1] == number)
              || (found >= 0 && found + 1 < sorted.length && sorted[found + 1] == number);
      unique.add(repeated ? Double.NaN : number);
    }
    return unique;
  }

  List<String> texts() {
    return List.copyOf(places.keySet());
  }

  List<Long> textPlaces() {
    return places.values().stream().map(Integer::longValue).toList();
  }
}

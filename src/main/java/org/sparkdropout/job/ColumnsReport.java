package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.TypeText;
import org.sparkdropout.job.ResolvedColumns.Item;

/**
 * Says in a few lines which columns are features and which are left out. Neighbours that differ in
 * a number at the end of their names alone are one range; of long lists the first are named.
 */
final class ColumnsReport {
  private static final int SHOWN = 10;
  private static final int LEAST_RANGE = 3;
  private static final Pattern NUMBERED = Pattern.compile("(.*?)([0-9]{1,9})", Pattern.DOTALL);

  private ColumnsReport() {}

  /** A line for each kind of columns that there are. */
  static List<String> lines(ResolvedColumns columns) {
    List<String> lines = new ArrayList<>();
    add(lines, "Numbers", columns.numbers());
    add(lines, "Vectors", columns.vectors());
    add(lines, "Categories", columns.categories());
    add(lines, "Left out", columns.leftOut());
    return lines;
  }

  /** The columns of a table with their types, for messages. */
  static String columns(StructType schema) {
    return text(
        Arrays.stream(schema.fields())
            .map(field -> new Item(field.name(), TypeText.of(field.dataType()), ""))
            .toList());
  }

  private static void add(List<String> lines, String kind, List<Item> items) {
    if (!items.isEmpty()) {
      lines.add(kind + ": " + text(items));
    }
  }

  private static String text(List<Item> items) {
    List<String> texts = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    int from = 0;
    while (from < items.size()) {
      int to = endOfRange(items, from);
      boolean isRange = to - from >= LEAST_RANGE;
      to = isRange ? to : from + 1;
      texts.add(isRange ? range(items, from, to) : items.get(from).toString());
      sizes.add(to - from);
      from = to;
    }
    String shown = texts.stream().limit(SHOWN).collect(Collectors.joining(", "));
    int more = sizes.stream().skip(SHOWN).mapToInt(Integer::intValue).sum();
    return more == 0 ? shown : "%s and %,d more".formatted(shown, more);
  }

  private static String range(List<Item> items, int from, int to) {
    Item first = items.get(from);
    return "%s to %s"
        .formatted(
            first.name(),
            new Item(
                items.get(to - 1).name(),
                "%,d x %s".formatted(to - from, first.type()),
                first.note()));
  }

  /** Where names stop to go on by one. */
  private static int endOfRange(List<Item> items, int from) {
    int to = from + 1;
    while (to < items.size() && follows(items.get(to - 1), items.get(to))) {
      to++;
    }
    return to;
  }

  private static boolean follows(Item former, Item latter) {
    Matcher one = NUMBERED.matcher(former.name());
    Matcher other = NUMBERED.matcher(latter.name());
    return former.type().equals(latter.type())
        && former.note().equals(latter.note())
        && one.matches()
        && other.matches()
        && one.group(1).equals(other.group(1))
        && Integer.parseInt(one.group(2)) + 1 == Integer.parseInt(other.group(2));
  }
}

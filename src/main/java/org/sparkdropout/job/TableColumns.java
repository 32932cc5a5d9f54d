package org.sparkdropout.job;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.util.QuotingUtils;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Finds columns by names that users have written. A name that differs from a column's in case only
 * is that column's, unless another column has exactly that name.
 */
final class TableColumns {
  private final List<String> names;
  private final Map<String, List<String>> alike;

  private TableColumns(List<String> names) {
    this.names = names;
    this.alike =
        names.stream()
            .collect(
                Collectors.groupingBy(
                    Function.identity(),
                    () -> new TreeMap<>(String.CASE_INSENSITIVE_ORDER),
                    Collectors.toList()));
  }

  static TableColumns of(StructType schema) {
    return new TableColumns(List.of(schema.fieldNames()));
  }

  static TableColumns of(Dataset<Row> table) {
    return of(table.schema());
  }

  /** A column by its name, which may hold any character. */
  static Column quoted(String name) {
    return functions.col(QuotingUtils.quoteIdentifier(name));
  }

  /** A name that no column has: the one asked for, or that with _2, _3, ... */
  static String free(String wanted, Collection<String> taken) {
    return new FreeNames(taken).take(wanted);
  }

  /** The table's own spelling of a name, if it has such a column. */
  Optional<String> find(String name) {
    List<String> found = alike.getOrDefault(name, List.of());
    if (found.contains(name)) {
      return Optional.of(name);
    }
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** What a message says of a name that no column has. */
  String suggestion(String name) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    String lower = name.toLowerCase(Locale.ROOT);
    return names.stream()
        .min(Comparator.comparing(one -> distance.apply(lower, one.toLowerCase(Locale.ROOT))))
        .map(
            nearest ->
                "The nearest of its columns is '%s'. Its columns: %s%s"
                    .formatted(
                        nearest, String.join(", ", names), unnamed().map(". "::concat).orElse("")))
        .orElse("It has no columns");
  }

  /** What to set, where the names do not look like names: those of text read in a wrong way. */
  Optional<String> unnamed() {
    if (!names.isEmpty() && names.stream().allMatch(name -> name.matches("_c\\d+"))) {
      return Optional.of(
          "If the first line of its files holds names, set input.options.header = true");
    }
    return names.size() == 1
        ? Stream.of(";", "\t", "|", ",")
            .filter(names.get(0)::contains)
            .findFirst()
            .map(sign -> sign.equals("\t") ? "\\t" : sign)
            .map(
                "If the sign \"%1$s\" separates values, set input.options.sep = \"%1$s\""
                    ::formatted)
        : Optional.empty();
  }

  /**
   * Gives columns the spelling that is asked for.
   *
   * @param table whose columns may differ from the names in case
   * @param wanted names; those that no column has are passed over
   */
  static Dataset<Row> spelled(Dataset<Row> table, Collection<String> wanted) {
    Map<String, String> spellings = of(table).spellings(wanted);
    return spellings.isEmpty()
        ? table
        : table.select(
            Stream.of(table.schema().fields())
                .map(field -> spelled(field, spellings.get(field.name())))
                .toArray(Column[]::new));
  }

  private static Column spelled(StructField field, String spelling) {
    Column column = quoted(field.name());
    return spelling == null ? column : column.as(spelling, field.metadata());
  }

  /** Names that are asked for, by the names of the columns that differ from them in case alone. */
  private Map<String, String> spellings(Collection<String> wanted) {
    Set<String> asked = Set.copyOf(wanted);
    Map<String, String> spellings = new HashMap<>();
    for (String name : wanted) {
      find(name)
          .filter(own -> !asked.contains(own))
          .ifPresent(own -> spellings.putIfAbsent(own, name));
    }
    return spellings;
  }

  @Override
  public String toString() {
    return Arrays.toString(names.toArray());
  }
}

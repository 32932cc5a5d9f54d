package org.sparkdropout.compare;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.sparkdropout.head.ErrorMeasure;

/**
 * The same arms on several tables. Each table counts once, by the mean test error of each arm.
 *
 * <p>Errors of classes are compared in points. If a table has numbers as labels, differences are
 * shares of the baseline's error on all tables, since units of labels differ.
 *
 * @param relative whether differences are shares of the baseline's error
 * @param equivalence the share of the baseline's error, of its mean over the tables, up to which a
 *     difference does not matter
 * @param tables what each comparison found
 * @param differences of each arm from its baseline, of arms that two tables have or more
 * @param notes what else a reader must know
 */
public record TablesReport(
    boolean relative,
    double equivalence,
    List<TableErrors> tables,
    List<TablesDifference> differences,
    List<String> notes) {
  private static final double LEVEL = 0.05;

  /** An arm and its baseline. */
  private record Pair(String arm, String baseline) {}

  /**
   * Puts comparisons together.
   *
   * @param tables what each of them found
   * @param equivalence the share of the baseline's error up to which a difference does not matter
   * @return the report; without differences if no two tables have the same arm and baseline
   */
  public static TablesReport of(List<TableErrors> tables, double equivalence) {
    boolean relative =
        tables.stream().anyMatch(one -> one.measure() != ErrorMeasure.CLASSIFICATION_ERROR);
    Set<Pair> pairs = new LinkedHashSet<>();
    tables.forEach(
        table -> table.baselines().forEach((arm, base) -> pairs.add(new Pair(arm, base))));
    List<Pair> known = pairs.stream().filter(pair -> of(pair, tables).size() > 1).toList();
    List<String> notes = new ArrayList<>();
    for (Pair pair : pairs) {
      int count = of(pair, tables).size();
      if (count < tables.size()) {
        notes.add(
            "\"%s\" was compared with \"%s\" on %d of %d tables"
                .formatted(pair.arm(), pair.baseline(), count, tables.size()));
      }
    }
    return new TablesReport(
        relative,
        equivalence,
        List.copyOf(tables),
        known.stream()
            .map(pair -> difference(pair, tables, relative, equivalence, LEVEL / known.size()))
            .toList(),
        List.copyOf(notes));
  }

  private static List<TableErrors> of(Pair pair, List<TableErrors> tables) {
    return tables.stream().filter(table -> table.has(pair.arm(), pair.baseline())).toList();
  }

  private static TablesDifference difference(
      Pair pair, List<TableErrors> all, boolean relative, double equivalence, double level) {
    List<TableErrors> tables = of(pair, all);
    double usual =
        tables.stream().mapToDouble(one -> one.errors().get(pair.baseline())).average().orElse(0);
    return TablesDifference.of(
        pair.arm(),
        pair.baseline(),
        tables.stream().map(TableErrors::table).toList(),
        tables.stream()
            .map(
                one ->
                    one.difference(pair.arm(), pair.baseline())
                        / (relative ? one.errors().get(pair.baseline()) : 1))
            .toList(),
        relative ? equivalence : equivalence * usual,
        level);
  }

  /**
   * The p-value below which a difference is claimed.
   *
   * @return 0.05, shared by all differences
   */
  public double level() {
    return LEVEL / differences.size();
  }

  /**
   * The arms of all tables.
   *
   * @return their names, in the order of the tables
   */
  public List<String> arms() {
    return tables.stream().flatMap(table -> table.errors().keySet().stream()).distinct().toList();
  }

  /**
   * A difference for people to read; texts ask it.
   *
   * @param difference of errors, or a share
   * @return in points, or in percent of the baseline's error
   */
  public String text(double difference) {
    return String.format(Locale.ROOT, relative ? "%.2f%%" : "%.2f", 100 * difference);
  }
}

package org.sparkdropout.prepare;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.monitor.Described;

/** Counts rows, and how many of them are unfit for which reason. The order of rows is no matter. */
final class ProblemTally implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int FIELDS = 3;

  /** How many kinds of problems an error tells. */
  private static final int TOLD = 10;

  /** A problem whatever the value. */
  private record Sort(int feature, String column, Problem.Kind kind)
      implements Comparable<Sort>, Serializable {
    static Sort of(Problem problem) {
      return new Sort(problem.feature(), problem.column(), problem.kind());
    }

    @Override
    public int compareTo(Sort other) {
      return Comparator.comparingInt(Sort::feature).thenComparing(Sort::kind).compare(this, other);
    }
  }

  /** How often a problem is found, and the value that comes first in the alphabet. */
  private record Found(long rows, String value) implements Serializable {
    Found plus(Found other) {
      String first = value.compareTo(other.value()) <= 0 ? value : other.value();
      return new Found(rows + other.rows(), first);
    }
  }

  private final Map<Sort, Found> found = new TreeMap<>();
  private long rows;

  /** Counts all rows of a table. */
  static ProblemTally of(RowEncoder encoder, RawValues values, Dataset<Row> table) {
    Dataset<Row> packages = table.select(values.packages(table).toArray(Column[]::new));
    return Described.job(
        table.sparkSession().sparkContext(),
        "check columns",
        "count invalid values",
        () ->
            packages
                .queryExecution()
                .toRdd()
                .toJavaRDD()
                .treeAggregate(
                    new ProblemTally(),
                    (tally, row) -> tally.add(encoder, row),
                    ProblemTally::merge));
  }

  private ProblemTally add(RowEncoder encoder, InternalRow row) {
    RawRow raw = new RawRow(row.getArray(0), row.getArray(1), row.getStruct(2, FIELDS));
    Set<Sort> once = new HashSet<>();
    addRow();
    encoder.report(
        raw,
        problem -> {
          if (once.add(Sort.of(problem))) {
            add(problem);
          }
        });
    return this;
  }

  /** Counts a row. */
  void addRow() {
    rows++;
  }

  /** Counts rows. */
  void addRows(long more) {
    rows += more;
  }

  /** Counts a problem of a row. */
  void add(Problem problem) {
    add(problem, 1);
  }

  /** Counts a problem of so many rows. */
  void add(Problem problem, long times) {
    add(Sort.of(problem), new Found(times, problem.value()));
  }

  private void add(Sort sort, Found more) {
    found.merge(sort, more, Found::plus);
  }

  ProblemTally merge(ProblemTally other) {
    rows += other.rows;
    other.found.forEach(this::add);
    return this;
  }

  long rows() {
    return rows;
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** The same rows, and the problems that are not of some columns. */
  ProblemTally without(Set<String> columns) {
    ProblemTally rest = new ProblemTally();
    rest.addRows(rows);
    found.forEach(
        (sort, times) -> {
          if (!columns.contains(sort.column())) {
            rest.add(sort, times);
          }
        });
    return rest;
  }

  /** How many rows have a problem in each column that has any, in the order of the features. */
  Map<String, Long> rowsByColumn() {
    Map<String, Long> byColumn = new LinkedHashMap<>();
    found.forEach((sort, times) -> byColumn.merge(sort.column(), times.rows(), Long::sum));
    return byColumn;
  }

  /**
   * Checks that there are rows, and that all are fit.
   *
   * @param strict whether unfit rows are an error
   * @param setting that says what to do with them, such as train.handleInvalid
   * @return how many rows
   * @throws InvalidDataException if not
   */
  long check(boolean strict, String setting) {
    if (rows == 0) {
      throw new InvalidDataException(
          "The table must hold rows. It holds none: name a table with rows");
    }
    if (strict && !found.isEmpty()) {
      throw new InvalidDataException(
          "Every row must have usable values. %s. %s".formatted(text(), remedies(setting)));
    }
    return rows;
  }

  /** What helps against the kinds of problems that are there. */
  private String remedies(String setting) {
    Set<Problem.Kind> kinds = EnumSet.noneOf(Problem.Kind.class);
    found.keySet().forEach(sort -> kinds.add(sort.kind()));
    List<String> remedies = new ArrayList<>(List.of("Repair these rows"));
    if (kinds.contains(Problem.Kind.NO_NUMBER) || kinds.contains(Problem.Kind.NOTHING)) {
      remedies.add("set prepare.impute = median");
    }
    if (kinds.contains(Problem.Kind.UNSEEN)) {
      remedies.add("train on rows with these categories");
    }
    if (kinds.contains(Problem.Kind.NOT_A_NUMBER)) {
      remedies.add("set input.options.nullValue to the text if it stands for a missing value");
    }
    if (kinds.contains(Problem.Kind.LARGE)) {
      remedies.add("set prepare.scale = standard");
    }
    return String.join(", ", remedies) + ", or set %s to skip or keep".formatted(setting);
  }

  /** Which columns hold what, in how many rows. */
  String text() {
    List<String> texts = new ArrayList<>();
    found.forEach((sort, times) -> texts.add(text(sort, times)));
    String told = texts.stream().limit(TOLD).collect(Collectors.joining(". "));
    int more = texts.size() - TOLD;
    return more > 0 ? told + ". And %d more such columns".formatted(more) : told;
  }

  private String text(Sort sort, Found times) {
    return new Problem(sort.feature(), sort.column(), sort.kind(), times.value())
        .text(times.rows(), rows);
  }
}

package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.prepare.CategoryText;
import org.sparkdropout.prepare.ColumnNames;
import org.sparkdropout.prepare.FeatureTypes;
import org.sparkdropout.prepare.Preparation;

/** Resolves which columns of a table are asked for as features. Reads no rows. */
final class FeatureColumns {
  private static final String FEATURES = "input.features";
  private static final String CATEGORICAL = "input.categorical";
  static final List<String> IMPUTE = List.of("none", "mean", "median", "mode");
  static final List<String> SCALE = List.of("none", "standard", "quantile");

  private final Settings settings;
  private final StructType schema;
  private final Map<String, String> roles = new LinkedHashMap<>();
  private final Set<String> numbers = new LinkedHashSet<>();
  private final Set<String> vectors = new LinkedHashSet<>();
  private final Set<String> categories = new LinkedHashSet<>();
  private final Set<String> optional = new TreeSet<>();
  private final Map<String, String> leftOut = new LinkedHashMap<>();

  private FeatureColumns(Settings settings, StructType schema) {
    this.settings = settings;
    this.schema = schema;
    for (String role : List.of("labelCol", "weightCol", "validationIndicatorCol")) {
      settings
          .optional("train." + role)
          .filter(name -> ColumnNames.has(schema, name))
          .ifPresent(name -> roles.put(ColumnNames.find(schema, name).name(), "train." + role));
    }
  }

  /**
   * What is asked for.
   *
   * @param preparation to fit
   * @param leftOut the columns that are no features by their type, and why
   */
  record Asked(Preparation preparation, Map<String, String> leftOut) {}

  /**
   * Resolves what is asked for.
   *
   * @throws InvalidDataException if a column is missing or of the wrong type, or there is none
   * @throws SettingsException if there is nothing that could be imputed as asked, or a column is
   *     asked for that has another role
   */
  static Asked resolve(Settings settings, StructType schema) {
    return new FeatureColumns(settings, schema).resolve();
  }

  private Asked resolve() {
    categories.addAll(named(CATEGORICAL, type -> true));
    if (settings.texts(FEATURES).isEmpty()) {
      addByDefault();
    } else {
      for (String column : named(FEATURES, FeatureTypes::isFeature)) {
        (FeatureTypes.isVector(type(column)) ? vectors : numbers).add(column);
      }
    }
    if (schema.isEmpty()) {
      throw new InvalidDataException(
          "The table of input.path must have columns. It has none. Name a table with data there");
    }
    if (numbers.isEmpty() && vectors.isEmpty() && categories.isEmpty()) {
      throw new InvalidDataException(
          ("The table must have a column besides the label that can be a feature: of numbers, of"
                  + " text, of vectors or of arrays of numbers. Its columns: %s. %s")
              .formatted(ColumnsReport.columns(schema), otherFeatures()));
    }
    if (impute() != Preparation.Impute.NONE && numbers.isEmpty() && categories.isEmpty()) {
      throw settings.wrong(
          "prepare.impute", "none where all features are vectors, whose entries are not imputed");
    }
    return new Asked(preparation(), leftOut);
  }

  /** What to do where no column is a feature by default. */
  private String otherFeatures() {
    return Arrays.stream(schema.fields())
        .filter(field -> !roles.containsKey(field.name()))
        .filter(field -> CategoryText.hasText(field.dataType()))
        .findFirst()
        .map(field -> "Name the column '%s' in input.categorical".formatted(field.name()))
        .orElse("Give the table such a column");
  }

  private Preparation preparation() {
    long most = settings.whole("prepare.maxCategories");
    if (most < 2 || most > Integer.MAX_VALUE) {
      throw settings.wrong("prepare.maxCategories", "at least 2");
    }
    return new Preparation(
        List.copyOf(numbers),
        List.copyOf(vectors),
        List.copyOf(categories),
        optional,
        (int) most,
        impute(),
        scaling(),
        settings.text("train.handleInvalid"));
  }

  private Preparation.Impute impute() {
    String word = settings.oneOf("prepare.impute", IMPUTE);
    return Preparation.Impute.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private Preparation.Scaling scaling() {
    String word = settings.oneOf("prepare.scale", SCALE);
    return Preparation.Scaling.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private void addByDefault() {
    for (StructField field : schema.fields()) {
      String name = field.name();
      if (roles.containsKey(name) || categories.contains(name)) {
        continue;
      }
      if (FeatureTypes.isVector(field.dataType())) {
        vectors.add(name);
      } else if (FeatureTypes.isFeature(field.dataType())) {
        numbers.add(name);
        optional.add(name);
      } else if (field.dataType() instanceof StringType) {
        categories.add(name);
        optional.add(name);
      } else {
        leftOut.put(name, "not of numbers or text");
      }
    }
  }

  /** The columns that a setting names, in its order: patterns in the order of the table. */
  private Set<String> named(String key, Predicate<DataType> fits) {
    Set<String> columns = new LinkedHashSet<>();
    for (String name : settings.texts(key)) {
      boolean isPattern = name.contains("*") || name.contains("?");
      if (!isPattern || Arrays.asList(schema.fieldNames()).contains(name)) {
        columns.add(one(key, name));
      } else {
        columns.addAll(matching(key, name, fits));
      }
    }
    return columns;
  }

  private String one(String key, String name) {
    if (!ColumnNames.has(schema, name)) {
      throw new InvalidDataException(
          "The table must have the column '%s' of %s. %s"
              .formatted(name, key, TableColumns.of(schema).suggestion(name)));
    }
    String column = ColumnNames.find(schema, name).name();
    if (roles.containsKey(column)) {
      throw settings.wrong(
          key,
          "a list without '%s', which is the column of %s".formatted(column, roles.get(column)));
    }
    return column;
  }

  private List<String> matching(String key, String pattern, Predicate<DataType> fits) {
    Pattern names = Pattern.compile(regex(pattern), Pattern.DOTALL);
    List<String> matching = new ArrayList<>();
    for (StructField field : schema.fields()) {
      String name = field.name();
      if (!names.matcher(name).matches() || roles.containsKey(name) || isCategory(key, name)) {
        continue;
      }
      if (fits.test(field.dataType())) {
        matching.add(name);
      } else {
        leftOut.put(name, "not of numbers");
      }
    }
    if (matching.isEmpty()) {
      throw new InvalidDataException(
          "The table must have columns that match '%s' of %s. Its columns: %s. Name some of them in %s"
              .formatted(pattern, key, ColumnsReport.columns(schema), key));
    }
    return matching;
  }

  private boolean isCategory(String key, String name) {
    return key.equals(FEATURES) && categories.contains(name);
  }

  private static String regex(String pattern) {
    return pattern
        .chars()
        .mapToObj(
            letter ->
                switch (letter) {
                  case '*' -> ".*";
                  case '?' -> ".";
                  default -> Pattern.quote(Character.toString(letter));
                })
        .collect(Collectors.joining());
  }

  private DataType type(String column) {
    return ColumnNames.find(schema, column).dataType();
  }
}

package org.sparkdropout.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.monitor.Described;

/**
 * Reads the table that a setting names, with the types that {@code input.schema} and a model say.
 *
 * <p>What is written as text, in CSV, in JSON and in the names of partitions, is read as text where
 * a type is given, and only then brought to it: what another type has dropped, such as the zeros of
 * 02139, does not come back.
 */
final class TableReader {
  private static final Set<String> TEXT_FORMATS = Set.of("csv", "json");
  private static final Map<DataType, String> PATTERNS =
      Map.of(
          DataTypes.DateType, "dateformat",
          DataTypes.TimestampType, "timestampformat",
          DataTypes.TimestampNTZType, "timestampntzformat");

  private final SparkSession spark;
  private final String key;
  private final String path;
  private final String format;
  private final Map<String, String> options;
  private final DeclaredSchema declared;
  private final StructType kept;
  private final UnreadableTable unreadable;

  /**
   * A reader of one table.
   *
   * @param key the setting that names the table
   * @param kept the columns that a model was trained on, with their types; none in training
   */
  TableReader(SparkSession spark, Settings settings, String key, StructType kept) {
    this.spark = spark;
    this.key = key;
    this.path = settings.required(key);
    this.format = settings.text("input.format");
    this.options = settings.options("input.options");
    this.declared = DeclaredSchema.of(settings, spark.sparkContext().hadoopConfiguration());
    this.kept = kept;
    this.unreadable = new UnreadableTable(spark, key, path, format);
  }

  /**
   * Plans reading; looks into the files for their columns.
   *
   * @throws SettingsException if the format or the schema is wrong
   * @throws org.sparkdropout.data.InvalidDataException if there is no such table, it has another
   *     format, or lacks a column that a schema names
   */
  Dataset<Row> read() {
    unreadable.checkFormat(isText());
    try {
      return Described.job(spark.sparkContext(), "look into " + key, "infer columns", this::typed);
    } catch (Exception failure) { // Spark throws checked exceptions it does not declare.
      throw unreadable.because(failure);
    }
  }

  private boolean isText() {
    return TEXT_FORMATS.contains(format.toLowerCase(Locale.ROOT));
  }

  private Dataset<Row> typed() {
    Dataset<Row> inferred = inferred();
    StructType schema = inferred.schema();
    Map<String, DataType> types = declared.of(schema, key);
    Set<String> texts = readAsText(schema, types, partitions(inferred));
    Map<String, DataType> times = timesAsText(schema, types);
    if (texts.isEmpty() && types.isEmpty() && times.isEmpty()) {
      return inferred;
    }
    return cast(texts.isEmpty() ? inferred : reread(schema, texts), types, times);
  }

  /**
   * Dates and times of the model that are text in this table, because one value is neither. The
   * reader's options say how they are spelled.
   */
  private Map<String, DataType> timesAsText(StructType schema, Map<String, DataType> types) {
    Map<String, DataType> times = new HashMap<>();
    TableColumns columns = TableColumns.of(schema);
    for (StructField field : kept.fields()) {
      columns
          .find(field.name())
          .filter(name -> isText() && PATTERNS.containsKey(field.dataType()))
          .filter(name -> schema.apply(name).dataType().equals(DataTypes.StringType))
          .filter(name -> !types.containsKey(name))
          .ifPresent(name -> times.put(name, field.dataType()));
    }
    return times;
  }

  /** The table as its files say, with the columns of the model that they do not tell of. */
  private Dataset<Row> inferred() {
    Dataset<Row> table;
    try {
      table = reader().load(path);
    } catch (Exception failure) { // Spark throws checked exceptions it does not declare.
      if (kept.isEmpty() || !UnreadableTable.hasNoFiles(failure)) {
        throw failure;
      }
      return reader().schema(withMissing(new StructType())).load(path);
    }
    unreadable.checkJson(table.schema());
    StructType whole = withMissing(table.schema());
    boolean mayLack = table.schema().isEmpty() || format.equalsIgnoreCase("json");
    return mayLack && whole.size() > table.schema().size()
        ? reader().schema(whole).load(path)
        : table;
  }

  /**
   * Columns of the schema and those of the model that it lacks; all that is known, if it is empty.
   */
  private StructType withMissing(StructType schema) {
    StructType whole = schema;
    List<StructField> known = new ArrayList<>(List.of(kept.fields()));
    if (schema.isEmpty() && !kept.isEmpty()) {
      known.addAll(0, List.of(declared.fields().fields()));
    }
    for (StructField field : known) {
      if (TableColumns.of(whole).find(field.name()).isEmpty()) {
        whole = whole.add(field.name(), field.dataType(), true);
      }
    }
    return whole;
  }

  private DataFrameReader reader() {
    return spark.read().format(format).options(options);
  }

  private static Set<String> partitions(Dataset<Row> table) {
    return table.queryExecution().analyzed() instanceof LogicalRelation relation
            && relation.relation() instanceof HadoopFsRelation files
        ? Set.of(files.partitionSchema().fieldNames())
        : Set.of();
  }

  private Set<String> readAsText(
      StructType schema, Map<String, DataType> types, Set<String> partitions) {
    Set<String> wanted = new LinkedHashSet<>(types.keySet());
    TableColumns columns = TableColumns.of(schema);
    for (StructField field : kept.fields()) {
      Optional<String> column = columns.find(field.name());
      if (field.dataType().equals(DataTypes.StringType) && column.isPresent()) {
        wanted.add(column.get());
      }
    }
    wanted.removeIf(
        column ->
            schema.apply(column).dataType().equals(DataTypes.StringType)
                || isNested(types.getOrDefault(column, DataTypes.StringType))
                || !(isText() || partitions.contains(column)));
    return wanted;
  }

  private static boolean isNested(DataType type) {
    return type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
  }

  private Dataset<Row> reread(StructType schema, Set<String> texts) {
    StructType textual = new StructType();
    for (StructField field : schema.fields()) {
      DataType type = texts.contains(field.name()) ? DataTypes.StringType : field.dataType();
      textual = textual.add(field.name(), type, true);
    }
    return reader().schema(textual).load(path);
  }

  private Dataset<Row> cast(
      Dataset<Row> table, Map<String, DataType> types, Map<String, DataType> times) {
    List<Column> columns = new ArrayList<>();
    for (StructField field : table.schema().fields()) {
      DataType type = types.getOrDefault(field.name(), field.dataType());
      Column column = TableColumns.quoted(field.name());
      if (times.containsKey(field.name())) {
        column = to(field, times.get(field.name())).spelled();
      } else if (!field.dataType().sameType(type)) {
        column = to(field, type).apply();
      }
      columns.add(column);
    }
    return table.select(columns.toArray(Column[]::new));
  }

  private CheckedCast to(StructField field, DataType type) {
    return new CheckedCast(field.name(), field.dataType(), type, pattern(type));
  }

  private Optional<String> pattern(DataType type) {
    Map<String, String> lower = new LinkedHashMap<>();
    options.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    return isText() ? Optional.ofNullable(PATTERNS.get(type)).map(lower::get) : Optional.empty();
  }
}

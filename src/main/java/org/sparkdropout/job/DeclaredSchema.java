package org.sparkdropout.job;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.util.CharVarcharUtils;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.InvalidDataException;

/**
 * The columns that {@code input.schema} gives types to: as DDL, or in a file of DDL or of Spark's
 * JSON.
 *
 * @param fields some of the table's columns, in the user's spelling
 */
record DeclaredSchema(StructType fields) {
  static final String KEY = "input.schema";

  /**
   * Reads the setting.
   *
   * @throws SettingsException if it is neither a schema nor the path of one
   */
  static DeclaredSchema of(Settings settings, Configuration hadoop) {
    return new DeclaredSchema(
        settings
            .optional(KEY)
            .map(given -> parse(settings, given, hadoop))
            .map(CharVarcharUtils::replaceCharVarcharWithStringInSchema)
            .orElseGet(StructType::new));
  }

  private static StructType parse(Settings settings, String given, Configuration hadoop) {
    try {
      return ddl(given);
    } catch (ParseException noDdl) {
      return fromFile(given, hadoop).orElseThrow(() -> wrong(settings, noDdl.getMessage()));
    }
  }

  private static StructType ddl(String text) throws ParseException {
    return StructType.fromDDL(text);
  }

  private static Optional<StructType> fromFile(String path, Configuration hadoop) {
    try {
      Path file = new Path(path);
      FileSystem files = file.getFileSystem(hadoop);
      if (!files.exists(file)) {
        return Optional.empty();
      }
      try (InputStream bytes = files.open(file)) {
        return Optional.of(
            parsed(path, new String(bytes.readAllBytes(), StandardCharsets.UTF_8).strip()));
      }
    } catch (IOException | IllegalArgumentException noFile) {
      return Optional.empty();
    }
  }

  private static StructType parsed(String path, String text) {
    try {
      return text.startsWith("{") ? (StructType) DataType.fromJson(text) : ddl(text);
    } catch (ParseException | ClassCastException | IllegalArgumentException noSchema) {
      throw new SettingsException(
          "%s must name a file that holds a schema. Provided: %s. It holds none: %s. Write one to it, such as zone STRING, age INT"
              .formatted(KEY, path, StringUtils.removeEnd(reason(noSchema.getMessage()), ".")),
          noSchema);
    }
  }

  private static SettingsException wrong(Settings settings, String message) {
    return settings.wrong(
        KEY,
        "a schema such as \"zone STRING, age INT\", or the path of a file with one (%s)"
            .formatted(reason(message)));
  }

  /** The sentence in an error of Spark's parser. */
  private static String reason(String message) {
    return message.strip().lines().findFirst().orElse("").replaceFirst("^\\[\\w+\\] ", "");
  }

  /**
   * The types of a table's columns.
   *
   * @param table its columns, as they were read
   * @param key the setting that names the table
   * @return by the table's own spelling
   * @throws InvalidDataException if the table lacks a column
   */
  Map<String, DataType> of(StructType table, String key) {
    TableColumns columns = TableColumns.of(table);
    Map<String, DataType> types = new LinkedHashMap<>();
    for (StructField field : fields.fields()) {
      String column =
          columns
              .find(field.name())
              .orElseThrow(
                  () ->
                      new InvalidDataException(
                          "input.schema must name columns of the table. The table of %s lacks the column '%s'. %s"
                              .formatted(key, field.name(), columns.suggestion(field.name()))));
      types.put(column, field.dataType());
    }
    return types;
  }
}

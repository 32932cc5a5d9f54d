package org.sparkdropout.job;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.execution.datasources.DataSource;
import org.apache.spark.sql.execution.datasources.FileFormat;
import org.apache.spark.sql.execution.datasources.v2.FileDataSourceV2;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.CalendarIntervalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.data.TypeText;

/**
 * The format that scored tables are written in.
 *
 * @param name as output.format has it
 * @param options of the format
 */
record OutputFormat(String name, Map<String, String> options) {
  private static final String KEY = "output.format";

  static OutputFormat of(Settings settings) {
    return new OutputFormat(settings.text(KEY), settings.options("output.options"));
  }

  /**
   * Checks the name.
   *
   * @throws SettingsException if there is no such format
   */
  void checkKnown() {
    format();
  }

  /**
   * Checks that the format takes columns.
   *
   * @param remedy beside another format
   * @throws InvalidDataException if it cannot hold values of a column's type, or its name
   */
  void check(StructType schema, String remedy) {
    if (format() instanceof FileFormat format) {
      for (StructField field : schema.fields()) {
        boolean holds =
            format.supportDataType(field.dataType())
                && !(field.dataType() instanceof CalendarIntervalType);
        check(holds, field, "type " + TypeText.of(field.dataType()), remedy);
        check(format.supportFieldName(field.name()), field, "such a name", remedy);
      }
    }
  }

  private void check(boolean holds, StructField field, String what, String remedy) {
    if (!holds) {
      throw new InvalidDataException(
          "%s must be able to hold every column. Format %s cannot hold column '%s' (%s). Set %s = parquet, or %s"
              .formatted(KEY, name, field.name(), what, KEY, remedy));
    }
  }

  private Object format() {
    try {
      Object source =
          DataSource.lookupDataSource(name, SQLConf.get()).getDeclaredConstructor().newInstance();
      return source instanceof FileDataSourceV2 files
          ? files.fallbackFileFormat().getDeclaredConstructor().newInstance()
          : source;
    } catch (Exception unknown) { // Spark throws checked exceptions it does not declare.
      throw new SettingsException(
          "output.format must name a format that Spark writes. Provided value: %s. %s"
              .formatted(name, UnreadableTable.packages()),
          unknown);
    }
  }

  /** Writes rows to a folder, in place of what is in it. */
  void write(Dataset<Row> rows, String folder) {
    rows.write().mode(SaveMode.Overwrite).format(name).options(options).save(folder);
  }
}

package org.sparkdropout.job;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.StringUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.package$;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.InvalidDataException;

/**
 * Says why a table cannot be read, and what to set.
 *
 * @param spark the session that read
 * @param key the setting that names the table
 * @param path its value
 * @param format as input.format names it
 */
record UnreadableTable(SparkSession spark, String key, String path, String format) {

  /** What Spark says of formats such as avro, which it knows by name only. */
  private static final String NO_PACKAGE = "Failed to find data source: ";

  /**
   * Checks that a text format is not asked for where the files are binary: reading them as text
   * would not fail.
   *
   * @param isText whether the format is of text
   * @throws InvalidDataException if the first file is of another format
   */
  void checkFormat(boolean isText) {
    if (isText) {
      guess()
          .filter(guess -> guess.isSure() && !guess.format().equalsIgnoreCase(format))
          .ifPresent(
              guess -> {
                throw new InvalidDataException(notOfFormat() + guess.remedy());
              });
    }
  }

  /**
   * Checks that JSON has been found to be JSON: Spark makes one column of lines that are not.
   *
   * @throws InvalidDataException if no line is
   */
  void checkJson(StructType read) {
    String corrupt = SQLConf.get().columnNameOfCorruptRecord();
    if (format.equalsIgnoreCase("json")
        && Arrays.equals(read.fieldNames(), new String[] {corrupt})) {
      String remedy =
          guess()
              .map(FormatGuess::format)
              .map(
                  guess ->
                      guess.equals("json")
                          ? "Where an object spans lines, set input.options.multiLine = true"
                          : "Set input.format = " + guess)
              .orElse("Write an object a line, or set input.format to what the files are");
      throw new InvalidDataException(notOfFormat() + "No line of it is a JSON object. " + remedy);
    }
  }

  private Optional<FormatGuess> guess() {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    return FormatGuess.of(path, hadoop);
  }

  private String notOfFormat() {
    return "%s must name a table that Spark reads as %s. Provided: %s. "
        .formatted(key, format, path);
  }

  /** Whether reading failed since there is no file to take the columns from. */
  static boolean hasNoFiles(Exception failure) {
    return isOfClass(failure, "UNABLE_TO_INFER_SCHEMA");
  }

  private static boolean isOfClass(Exception failure, String error) {
    return failure instanceof AnalysisException analysis && error.equals(analysis.getErrorClass());
  }

  /** The error for what reading failed with. */
  RuntimeException because(Exception failure) {
    if (failure instanceof InvalidDataException || failure instanceof SettingsException) {
      return (RuntimeException) failure;
    }
    if (isOfClass(failure, "PATH_NOT_FOUND")) {
      return new InvalidDataException(
          "%s must name an existing table. Nothing is there: %s. Correct the path"
              .formatted(key, path));
    }
    if (failure instanceof ClassNotFoundException) {
      return unknownFormat(failure);
    }
    Optional<String> remedy =
        guess().filter(guess -> !guess.format().equalsIgnoreCase(format)).map(FormatGuess::remedy);
    if (remedy.isEmpty() && String.valueOf(failure.getMessage()).contains(NO_PACKAGE)) {
      return unknownFormat(failure);
    }
    if (remedy.isEmpty() && hasNoFiles(failure)) {
      return new InvalidDataException(
          "%s must name a table with files of data. Provided: %s, which holds none. Name the place of the table's files"
              .formatted(key, path));
    }
    return new InvalidDataException(
        notOfFormat() + remedy.orElseGet(() -> reason(Failure.of(failure))));
  }

  private SettingsException unknownFormat(Exception failure) {
    return new SettingsException(
        "input.format must name a format that Spark knows. Provided value: %s. %s"
            .formatted(format, packages()),
        failure);
  }

  /** The remedy for a format that Spark knows of in another package only. */
  static String packages() {
    return ("Formats of other packages need the package too: add -- --packages"
            + " GROUP:ARTIFACT:VERSION to the end of the command, such as"
            + " org.apache.spark:spark-avro_2.12:%s for avro")
        .formatted(package$.MODULE$.SPARK_VERSION());
  }

  /** What is known of data tells its own remedy. */
  private String reason(Failure failure) {
    if (failure.code() == ExitCode.WRONG_DATA) {
      return failure.line();
    }
    boolean isBinary =
        guess()
            .map(FormatGuess::format)
            .filter(format::equalsIgnoreCase)
            .filter(found -> !List.of("csv", "json").contains(found))
            .isPresent();
    String remedy =
        isBinary
            ? "Write the files anew that are not whole, or remove them"
            : "Set input.format and input.options to what the files are";
    return StringUtils.removeEnd(failure.line(), ".") + ". " + remedy;
  }
}

package org.sparkdropout.compare;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkContext;
import org.sparkdropout.blas.Blas;
import org.sparkdropout.fit.Versions;
import scala.util.Properties;

/**
 * What a report was made from and by.
 *
 * @param createdAt when the comparison ended, in UTC, such as {@code 2026-11-30T19:24:26Z}
 * @param command that a person can run again, without secrets
 * @param master of Spark
 * @param cores that Spark runs tasks on at a time, as it knew at the end
 * @param versions of spark-dropout, spark, scala and java; scoring: what multiplies matrices in
 *     scoring
 * @param train the training rows as they were read, of several splits all rows
 * @param test the test rows as they were read; null with several splits
 */
public record ReportProvenance(
    String createdAt,
    String command,
    String master,
    int cores,
    Map<String, String> versions,
    TableDigest train,
    TableDigest test) {
  /**
   * Notes down where a report is from.
   *
   * @param createdAt in UTC, as ISO 8601 writes it
   * @param command that made it
   * @param spark what it ran on
   * @param train the training rows as they were read, of several splits all rows
   * @param test the test rows as they were read; null with several splits
   * @return with the versions of this process
   */
  public static ReportProvenance of(
      String createdAt, String command, SparkContext spark, TableDigest train, TableDigest test) {
    Map<String, String> versions = new TreeMap<>(Versions.all());
    versions.put("scala", Properties.versionNumberString());
    versions.put("scoring", Blas.instance().scoringDescription());
    return new ReportProvenance(
        createdAt, command, spark.master(), spark.defaultParallelism(), versions, train, test);
  }

  ReportProvenance withTexts(UnaryOperator<String> change) {
    return new ReportProvenance(
        createdAt, change.apply(command), change.apply(master), cores, versions, train, test);
  }
}

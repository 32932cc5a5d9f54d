package org.apache.spark.ml

import org.apache.spark.ml.util.{DefaultReadWriteTest, MLTest}

/**
 * Spark's own checks of what stages must do, on ours.
 *
 * Each test is named after the check that it calls. A check that does not apply is canceled and
 * says why. The suites are in Spark's packages, since some checks are visible there alone.
 */
trait SparkChecks extends MLTest with DefaultReadWriteTest {
  override protected val enableAutoThreadAudit = false

  /** Wrong tables are asked for, and the logs of what they do are not. */
  override def beforeAll(): Unit = {
    super.beforeAll()
    spark.sparkContext.setLogLevel("OFF")
  }

  def doesNotApply(check: String, why: String): Unit =
    test(check)(cancel(s"does not apply: $why"))
}

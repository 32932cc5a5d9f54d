package org.sparkdropout.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A test class whose methods and constructor may take a {@link SparkSession}: one on two cores of
 * the test's own process, started when first asked for and closed after the class.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SparkTest.Sessions.class)
public @interface SparkTest {
  /** Gives the sessions. */
  final class Sessions implements ParameterResolver, AfterAllCallback {
    private SparkSession session;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SparkSession.class;
    }

    @Override
    public synchronized SparkSession resolveParameter(
        ParameterContext parameter, ExtensionContext context) {
      if (session == null) {
        session =
            SparkSession.builder()
                .master("local[2]")
                .appName("test")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "2")
                .getOrCreate();
      }
      return session;
    }

    @Override
    public synchronized void afterAll(ExtensionContext context) {
      if (session != null) {
        session.close();
        session = null;
      }
    }
  }
}

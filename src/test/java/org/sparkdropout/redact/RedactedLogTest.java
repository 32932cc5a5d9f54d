package org.sparkdropout.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedactedLogTest {
  private final StringWriter log = new StringWriter();
  private final LoggerContext context = (LoggerContext) LogManager.getContext(false);
  private WriterAppender appender;

  @BeforeEach
  void appendHere() {
    PatternLayout layout = PatternLayout.newBuilder().withPattern("%m%n%ex%n").build();
    appender = WriterAppender.newBuilder().setName("here").setTarget(log).setLayout(layout).build();
    appender.start();
    context.getConfiguration().addAppender(appender);
    context.getConfiguration().getRootLogger().addAppender(appender, null, null);
    context.updateLoggers();
    RedactedLog.mask(
        Redaction.of(SecretNames.BY_DEFAULT, List.of(Map.entry("password", "hunter2"))));
  }

  @AfterEach
  void restore() {
    RedactedLog.mask(Redaction.BY_DEFAULT);
    context.getConfiguration().getRootLogger().removeAppender("here-redacted");
    context.getConfiguration().getAppenders().remove("here-redacted");
    context.getConfiguration().getAppenders().remove("here");
    context.updateLoggers();
  }

  @Test
  void mask_messagesAndTracesOfAnyLogger_holdNoSecret() {
    Logger foreign = LogManager.getLogger("com.example.Driver");
    Throwable cause = new IllegalStateException("hunter2 is wrong");
    foreign.warn("Login with {} failed", "hunter2", new RuntimeException("outer", cause));
    foreign.error("Cannot open jdbc:x://ann:other@host");
    assertThat(log.toString())
        .contains("Login with " + Redaction.MASK + " failed")
        .contains("java.lang.IllegalStateException: " + Redaction.MASK + " is wrong")
        .contains("java.lang.RuntimeException: outer", "RedactedLogTest.java:")
        .contains("jdbc:x://ann:" + Redaction.MASK + "@host")
        .doesNotContain("hunter2", "other@");
  }

  @Test
  void mask_again_writesEachEventOnce() {
    RedactedLog.mask(Redaction.BY_DEFAULT);
    LogManager.getLogger("com.example.Driver").warn("once");
    assertThat(log.toString()).containsOnlyOnce("once");
  }

  @Test
  void mask_afterAnAppenderWasReplacedByOneOfItsName_reachesTheNewOne() {
    context.getConfiguration().getRootLogger().removeAppender("here-redacted");
    appender.stop();
    appender = WriterAppender.newBuilder().setName("here").setTarget(log).build();
    appender.start();
    context.getConfiguration().getRootLogger().addAppender(appender, null, null);
    RedactedLog.mask(Redaction.of(SecretNames.BY_DEFAULT, List.of(Map.entry("key", "hunter2"))));
    LogManager.getLogger("com.example.Driver").warn("hunter2 in the new one");
    assertThat(log.toString()).contains(Redaction.MASK + " in the new one");
  }
}

package org.sparkdropout.job;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * What our own classes write to the log as warnings, from opening to closing. A job that runs
 * meanwhile puts another appender in front of this one, which is taken away too.
 */
final class LoggedWarnings extends AbstractAppender implements AutoCloseable {
  private final Logger logger = (Logger) LogManager.getRootLogger();
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private LoggedWarnings() {
    super("logged-warnings", null, null, false, Property.EMPTY_ARRAY);
  }

  static LoggedWarnings open() {
    LoggedWarnings warnings = new LoggedWarnings();
    warnings.start();
    warnings.logger.addAppender(warnings);
    return warnings;
  }

  @Override
  public void append(LogEvent event) {
    if (event.getLevel().equals(Level.WARN)
        && event.getLoggerName().startsWith("org.sparkdropout.")) {
      lines.add(event.getMessage().getFormattedMessage());
    }
  }

  String text() {
    return String.join("\n", lines);
  }

  @Override
  public void close() {
    LoggerConfig root = logger.get();
    root.removeAppender(getName());
    root.removeAppender(getName() + "-redacted");
    logger.getContext().updateLoggers();
    stop();
  }
}

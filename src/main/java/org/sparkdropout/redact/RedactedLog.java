package org.sparkdropout.redact;

import java.util.List;
import java.util.Optional;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.rewrite.RewriteAppender;
import org.apache.logging.log4j.core.appender.rewrite.RewritePolicy;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;

/**
 * Masks secrets in the log of this process, in whatever Spark, its drivers and we write to it.
 *
 * <p>Each appender that a logger writes to is reached by way of one that rewrites events. Where
 * Spark logs by other means than Log4j 2, nothing is changed.
 */
public final class RedactedLog implements RewritePolicy {
  private static final String SUFFIX = "-redacted";

  /** Of the latest job: the log is one for the process. */
  private static volatile Redaction current = Redaction.BY_DEFAULT;

  private RedactedLog() {}

  /**
   * Masks from now on.
   *
   * @param redaction what is masked, in place of what was before
   */
  public static synchronized void mask(Redaction redaction) {
    current = redaction;
    if (LogManager.getContext(false) instanceof LoggerContext context) {
      Configuration configuration = context.getConfiguration();
      configuration.getLoggers().values().forEach(logger -> reroute(logger, configuration));
      context.updateLoggers();
    }
  }

  private static void reroute(LoggerConfig logger, Configuration configuration) {
    for (Appender appender : List.copyOf(logger.getAppenders().values())) {
      String name = appender.getName();
      if (!name.endsWith(SUFFIX) && configuration.getAppender(name) != null) {
        Optional<AppenderRef> limits =
            logger.getAppenderRefs().stream().filter(ref -> ref.getRef().equals(name)).findFirst();
        logger.removeAppender(name);
        logger.addAppender(
            rewriting(appender, configuration),
            limits.map(AppenderRef::getLevel).orElse(null),
            limits.map(AppenderRef::getFilter).orElse(null));
      }
    }
  }

  /** Made anew: an appender that nothing stands in front of may have replaced one of its name. */
  private static RewriteAppender rewriting(Appender appender, Configuration configuration) {
    configuration.getAppenders().put(appender.getName(), appender);
    AppenderRef[] behind = {AppenderRef.createAppenderRef(appender.getName(), null, null)};
    String name = appender.getName() + SUFFIX;
    RewriteAppender rewriting =
        RewriteAppender.createAppender(
            name, "true", behind, configuration, new RedactedLog(), null);
    rewriting.start();
    configuration.getAppenders().put(name, rewriting);
    return rewriting;
  }

  @Override
  public LogEvent rewrite(LogEvent event) {
    String message = event.getMessage().getFormattedMessage();
    String masked = current.text(message);
    Throwable thrown = event.getThrown();
    Throwable shown = thrown == null ? null : MaskedThrowable.of(thrown, current);
    if (masked.equals(message) && shown == thrown) {
      return event;
    }
    Log4jLogEvent.Builder rewritten = new Log4jLogEvent.Builder(event);
    return rewritten
        .setMessage(new SimpleMessage(masked))
        .setThrown(shown)
        .setThrownProxy(null)
        .build();
  }

  /** A throwable with the trace of another; its message is that one's name and masked message. */
  @SuppressWarnings("OverrideThrowableToString") // A trace begins with the other's name.
  private static final class MaskedThrowable extends Throwable {
    private static final long serialVersionUID = 1L;

    private MaskedThrowable(Throwable thrown, Throwable cause, Redaction redaction) {
      super(redaction.text(thrown.toString()), cause);
      setStackTrace(thrown.getStackTrace());
    }

    static Throwable of(Throwable thrown, Redaction redaction) {
      String trace = ExceptionUtils.getStackTrace(thrown);
      if (redaction.text(trace).equals(trace)) {
        return thrown;
      }
      List<Throwable> chain = ExceptionUtils.getThrowableList(thrown); // without circles
      Throwable masked = null;
      for (int at = chain.size() - 1; at >= 0; at--) {
        masked = new MaskedThrowable(chain.get(at), masked, redaction);
      }
      return masked;
    }

    @Override
    @SuppressWarnings("OverrideThrowableToString") // The name of this class would be in front.
    public String toString() {
      return getMessage();
    }
  }
}

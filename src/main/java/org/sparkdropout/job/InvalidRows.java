package org.sparkdropout.job;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sparkdropout.data.InvalidDataException;
import org.sparkdropout.ml.DropoutModel;

/**
 * What scoring does with rows that are unfit.
 *
 * @param policy error, skip, keep or quarantine; nothing: what the model says
 * @param limit how many of them are too many
 */
record InvalidRows(Optional<String> policy, Optional<Limit> limit) {
  static final String POLICY = "score.handleInvalid";
  static final String LIMIT = "score.maxInvalid";
  static final String ERROR = "error";
  static final String SKIP = "skip";
  static final String KEEP = "keep";
  static final String QUARANTINE = "quarantine";

  /**
   * A number of rows, or a share of the table's.
   *
   * @param value the number, or the share in percent
   * @param isShare which of both
   */
  record Limit(BigDecimal value, boolean isShare) {
    private static final Pattern FORM = Pattern.compile("(\\d+)|(\\d+(?:\\.\\d+)?)\\s*%");
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

    private static Optional<Limit> parse(String text) {
      Matcher matcher = FORM.matcher(text.strip());
      if (!matcher.matches()) {
        return Optional.empty();
      }
      boolean isShare = matcher.group(1) == null;
      Limit limit = new Limit(new BigDecimal(matcher.group(isShare ? 2 : 1)), isShare);
      return Optional.of(limit).filter(one -> !isShare || one.value().compareTo(WHOLE) <= 0);
    }

    /** Whether that many rows are too many. */
    boolean isPassed(long unfit, long rows) {
      BigDecimal most = isShare ? value.multiply(BigDecimal.valueOf(rows)).divide(WHOLE) : value;
      return BigDecimal.valueOf(unfit).compareTo(most) > 0;
    }

    @Override
    public String toString() {
      return value.toPlainString() + (isShare ? "%" : "");
    }
  }

  /**
   * Reads the settings.
   *
   * @throws SettingsException if one is wrong, or they do not fit one another
   */
  static InvalidRows of(Settings settings) {
    Optional<String> policy = settings.optional(POLICY);
    if (policy.isPresent() && !List.of(ERROR, SKIP, KEEP, QUARANTINE).contains(policy.get())) {
      throw settings.wrong(POLICY, "one of error, skip, keep, quarantine, or null");
    }
    Optional<Limit> limit = settings.optional(LIMIT).flatMap(Limit::parse);
    if (settings.optional(LIMIT).isPresent() && limit.isEmpty()) {
      throw settings.wrong(LIMIT, "a number of rows such as 100, or a share of them such as 1%");
    }
    return new InvalidRows(policy, limit);
  }

  /**
   * Resolves what is left to the model.
   *
   * @throws SettingsException if there is a limit, but a first unfit row ends the job already
   */
  InvalidRows resolved(DropoutModel network) {
    String resolved = policy.orElse(network.getHandleInvalid());
    if (limit.isPresent() && resolved.equals(ERROR)) {
      throw new SettingsException(
          ("%s is a limit where unfit rows are left out or kept. But %s is error, by which the first"
                  + " one fails the job. Set %s = quarantine, skip or keep, or leave the limit out")
              .formatted(LIMIT, policy.isPresent() ? POLICY : "the model's handleInvalid", POLICY));
    }
    return new InvalidRows(Optional.of(resolved), limit);
  }

  /** Whether this is what is done, once resolved. */
  boolean is(String word) {
    return policy.orElseThrow().equals(word);
  }

  /** Whether unfit rows are not among the scored ones. */
  boolean leavesOut() {
    return is(SKIP) || is(QUARANTINE);
  }

  /**
   * Checks the limit.
   *
   * @throws InvalidDataException if it is passed
   */
  void checkLimit(long unfit, long rows, Reasons reasons) {
    limit
        .filter(most -> most.isPassed(unfit, rows))
        .ifPresent(
            most -> {
              throw new InvalidDataException(
                  ("At most %s of the rows may be unfit (%s). Unfit: %,d of %,d rows: %s. Repair them,"
                          + " or raise the limit")
                      .formatted(most, LIMIT, unfit, rows, reasons));
            });
  }
}

package org.sparkdropout.job;

/** Quantities of a plan as people read them. */
final class PlanText {
  private static final double MINUTE = 60;
  private static final double HOUR = 60 * MINUTE;
  private static final double MEBIBYTE = 1 << 20;
  private static final double GIBIBYTE = 1 << 30;

  private PlanText() {}

  /** Such as 0.35 s, 12.3 s, 4.5 min or 12.0 h. */
  static String time(double seconds) {
    if (seconds < 10) {
      return "%.2f s".formatted(seconds);
    } else if (seconds < 2 * MINUTE) {
      return "%.1f s".formatted(seconds);
    }
    return seconds < 2 * HOUR
        ? "%.1f min".formatted(seconds / MINUTE)
        : "%,.1f h".formatted(seconds / HOUR);
  }

  static String share(double share) {
    return "%.0f%%".formatted(100 * share);
  }

  /** Such as 0.1 MiB or 2.3 GiB; at least 0.1 MiB. */
  static String bytes(long bytes) {
    return bytes < GIBIBYTE
        ? "%.1f MiB".formatted(Math.max(0.1, bytes / MEBIBYTE))
        : "%,.1f GiB".formatted(bytes / GIBIBYTE);
  }

  /** Without a point if it is whole. */
  static String number(double value) {
    return value == Math.rint(value) ? "%,.0f".formatted(value) : String.valueOf(value);
  }
}

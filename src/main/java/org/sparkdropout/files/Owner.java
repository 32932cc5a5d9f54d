package org.sparkdropout.files;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** How the owner of a lock is named to others. */
final class Owner {
  private Owner() {}

  /** This process, such as {@code process 1234 on host-a has it since 2026-01-31T10:00:00Z}. */
  static String self() {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return "process %d on %s has it since %s".formatted(ProcessHandle.current().pid(), host(), now);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "an unnamed host";
    }
  }
}

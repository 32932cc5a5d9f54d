package org.sparkdropout.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.sparkdropout.testing.Leftovers;

/**
 * A namespace of the Linux kernel, held by a process that waits on a pipe from this one: it goes
 * with whatever was mounted or linked in it when the last process in it ends, and its holder ends
 * when this process does.
 */
final class Namespace implements AutoCloseable {
  private final Process holder;
  private final List<String> entrance;

  private Namespace(Process holder, List<String> entrance) {
    this.holder = holder;
    this.entrance = entrance;
  }

  /**
   * One with its own mounts, in a user namespace where this process is not root's.
   *
   * @param setUp a command of the shell that makes them
   * @throws NotPossibleHere if that fails
   */
  static Namespace ofMounts(String setUp) {
    boolean root = System.getProperty("user.name").equals("root");
    return root
        ? open(List.of("--mount"), List.of("--mount"), setUp)
        : open(
            List.of("--map-root-user", "--mount"),
            List.of("--user", "--preserve-credentials", "--mount"),
            setUp);
  }

  /**
   * One with its own network.
   *
   * @throws NotPossibleHere if this process may not make it
   */
  static Namespace ofNetwork() {
    return open(List.of("--net"), List.of("--net"), "true");
  }

  private static Namespace open(List<String> unshare, List<String> enter, String setUp) {
    List<String> command = new ArrayList<>(List.of("unshare"));
    command.addAll(unshare);
    command.addAll(List.of("sh", "-c", setUp + " && echo ready && exec cat"));
    try {
      Process holder = Leftovers.add(new ProcessBuilder(command).redirectErrorStream(true).start());
      String answer =
          new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      if (!"ready".equals(answer)) {
        Leftovers.kill(holder);
        throw new NotPossibleHere(
            "needs root, or the right to " + String.join(" ", command) + ": " + answer);
      }
      List<String> entrance =
          new ArrayList<>(List.of("nsenter", "--target", Long.toString(holder.pid())));
      entrance.addAll(enter);
      return new Namespace(holder, List.copyOf(entrance));
    } catch (IOException missing) {
      throw new NotPossibleHere("needs unshare: " + missing.getMessage());
    }
  }

  /** The process that holds it. */
  long pid() {
    return holder.pid();
  }

  /** The words before a command that run it in here; its working folder is the root. */
  List<String> entrance() {
    return entrance;
  }

  @Override
  public void close() {
    Leftovers.kill(holder);
  }
}

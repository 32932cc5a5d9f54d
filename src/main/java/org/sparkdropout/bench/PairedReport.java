package org.sparkdropout.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.sparkdropout.page.Page;

/**
 * The times that two contenders need for the same tasks, as a table for the console, JSON and a
 * page with a chart.
 *
 * @param title what was timed
 * @param workload on which table and network
 * @param machine with what processors and matrix kernels
 * @param ours the name of the first contender
 * @param peer the name of the second one
 * @param pairs the times of each task
 */
public record PairedReport(
    String title, String workload, String machine, String ours, String peer, List<Pair> pairs) {

  /**
   * The times of one task.
   *
   * @param task what was done
   * @param ours times of the first contender
   * @param peer times of the second one
   */
  public record Pair(String task, Times ours, Times peer) {
    /**
     * How many times as long the first contender takes as the second one.
     *
     * @return the ratio of medians; below 1 where the first contender is faster
     */
    @JsonProperty
    public double ratio() {
      return ours.median() / peer.median();
    }
  }

  /**
   * The times of one contender's turns at one task.
   *
   * @param turns seconds of each timed turn, at least one; copied
   */
  public record Times(List<Double> turns) {
    /**
     * Takes the turns.
     *
     * @param turns see above
     */
    public Times {
      turns = List.copyOf(turns);
    }

    /**
     * The median of the turns.
     *
     * @return seconds
     */
    @JsonProperty
    public double median() {
      return Median.of(turns);
    }

    /**
     * The fastest turn.
     *
     * @return seconds
     */
    @JsonProperty
    public double min() {
      return turns.stream().mapToDouble(turn -> turn).min().orElseThrow();
    }

    /**
     * The slowest turn.
     *
     * @return seconds
     */
    @JsonProperty
    public double max() {
      return turns.stream().mapToDouble(turn -> turn).max().orElseThrow();
    }
  }

  /**
   * The slowest turn of a task, which its bars are scaled to.
   *
   * @param pair the times of the task
   * @return seconds
   */
  public double longest(Pair pair) {
    return Stream.of(pair.ours(), pair.peer()).mapToDouble(Times::max).max().orElseThrow();
  }

  /** One line for each task: median, fastest and slowest turn of both contenders, their ratio. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "%-48s %10s %21s %10s %21s %7s%n"
            .formatted("seconds", "ours", "fastest..slowest", "peer", "fastest..slowest", "ratio"));
    for (Pair pair : pairs) {
      table.append(
          "%-48s %s %s %7.2f%n"
              .formatted(pair.task(), text(pair.ours()), text(pair.peer()), pair.ratio()));
    }
    table.append("ours: %s; peer: %s; ratio: ours / peer, of medians%n".formatted(ours, peer));
    return table.toString();
  }

  private static String text(Times times) {
    return "%10.3f %21s"
        .formatted(times.median(), "%.3f..%.3f".formatted(times.min(), times.max()));
  }

  /**
   * Writes {@code bench.json} and {@code bench.html}.
   *
   * @param folder made if it is not there; files of an earlier run are replaced
   * @throws IOException if they cannot be written
   */
  void write(Path folder) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    byte[] json = mapper.writeValueAsBytes(this);
    String page = Page.html("paired.ftlh", Map.of("report", this));
    Files.createDirectories(folder);
    Files.write(folder.resolve("bench.json"), json);
    Files.writeString(folder.resolve("bench.html"), page);
  }
}

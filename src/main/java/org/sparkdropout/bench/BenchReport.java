package org.sparkdropout.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.sparkdropout.page.Page;

/**
 * What a bench measured, as a table for the console, JSON and a page with a chart.
 *
 * @param title what was timed
 * @param workload on which network and rows
 * @param machine with what processors and matrix kernels
 * @param speeds of the contenders, in the order of their turns; ratios are to the last
 */
public record BenchReport(String title, String workload, String machine, List<Speed> speeds) {

  /**
   * The speed of one contender.
   *
   * @param name who
   * @param turns samples a second of each timed turn, at least one
   */
  public record Speed(String name, List<Double> turns) {
    /**
     * The median of the turns.
     *
     * @return samples a second
     */
    @JsonProperty
    public double median() {
      return Median.of(turns);
    }

    /**
     * The slowest turn.
     *
     * @return samples a second
     */
    @JsonProperty
    public double min() {
      return turns.stream().mapToDouble(turn -> turn).min().orElseThrow();
    }

    /**
     * The fastest turn.
     *
     * @return samples a second
     */
    @JsonProperty
    public double max() {
      return turns.stream().mapToDouble(turn -> turn).max().orElseThrow();
    }
  }

  /**
   * How many times as fast as the last contender another one is.
   *
   * @param speed the other one
   * @return the ratio of medians
   */
  public double ratio(Speed speed) {
    return speed.median() / speeds.get(speeds.size() - 1).median();
  }

  /**
   * The fastest turn of all, which the chart is scaled to.
   *
   * @return samples a second
   */
  public double longest() {
    return speeds.stream().mapToDouble(Speed::max).max().orElseThrow();
  }

  /** One line for each contender: median, slowest and fastest turn, and the ratio to the last. */
  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        "%-42s %12s %12s %12s %8s%n"
            .formatted("samples a second", "median", "min", "max", "ratio*"));
    for (Speed speed : speeds) {
      table.append(
          "%-42s %,12.0f %,12.0f %,12.0f %8.2f%n"
              .formatted(speed.name(), speed.median(), speed.min(), speed.max(), ratio(speed)));
    }
    table.append("* to %s%n".formatted(speeds.get(speeds.size() - 1).name()));
    return table.toString();
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
    String page = Page.html("bench.ftlh", Map.of("report", this));
    Files.createDirectories(folder);
    Files.write(folder.resolve("bench.json"), json);
    Files.writeString(folder.resolve("bench.html"), page);
  }
}

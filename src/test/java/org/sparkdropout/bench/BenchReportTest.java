package org.sparkdropout.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkdropout.bench.BenchReport.Speed;

class BenchReportTest {
  private final BenchReport report =
      new BenchReport(
          "Training <fast>",
          "784-64-10",
          "2 processors",
          List.of(
              new Speed("ours", List.of(300.0, 100.0, 400.0)),
              new Speed("peer", List.of(50.0, 100.0))));

  @Test
  void table_showsMediansAndRatiosToTheLast() {
    assertThat(report.table().lines())
        .anySatisfy(line -> assertThat(line).matches("ours +300 +100 +400 +4\\.00"))
        .anySatisfy(line -> assertThat(line).matches("peer +75 +50 +100 +1\\.00"))
        .anySatisfy(line -> assertThat(line).isEqualTo("* to peer"));
  }

  @Test
  void write_leavesTheSameFiguresAsJsonAndAsAPage(@TempDir Path folder) throws IOException {
    report.write(folder.resolve("new"));
    JsonNode json =
        new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("new/bench.json")));
    assertThat(json.at("/speeds/0/name").textValue()).isEqualTo("ours");
    assertThat(json.at("/speeds/0/median").doubleValue()).isEqualTo(300);
    assertThat(json.at("/speeds/1/turns")).hasSize(2);
    String page = Files.readString(folder.resolve("new/bench.html"));
    assertThat(page)
        .contains("<title>Training &lt;fast&gt;</title>", "width: 75.00%", "ratio to peer");
  }
}

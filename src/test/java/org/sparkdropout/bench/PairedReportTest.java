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
import org.sparkdropout.bench.PairedReport.Pair;
import org.sparkdropout.bench.PairedReport.Times;

class PairedReportTest {
  private final PairedReport report =
      new PairedReport(
          "Queries <slow>",
          "3 rows",
          "2 processors",
          "us",
          "them",
          List.of(
              new Pair(
                  "one row", new Times(List.of(3.0, 1.0, 1.5)), new Times(List.of(4.0, 2.0, 3.0))),
              new Pair("count", new Times(List.of(1.0, 2.0)), new Times(List.of(0.5, 0.5)))));

  @Test
  void table_showsMediansOfBothAndTheirRatio() {
    assertThat(report.table().lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .matches("one row +1\\.500 +1\\.000\\.\\.3\\.000 +3\\.000 .* 0\\.50"))
        .anySatisfy(line -> assertThat(line).matches("count +1\\.500 .* 0\\.500 .* 3\\.00"))
        .anySatisfy(
            line ->
                assertThat(line).isEqualTo("ours: us; peer: them; ratio: ours / peer, of medians"));
  }

  @Test
  void write_leavesTheSameFiguresAsJsonAndAsAPage(@TempDir Path folder) throws IOException {
    report.write(folder.resolve("new"));
    JsonNode json =
        new ObjectMapper().readTree(Files.readAllBytes(folder.resolve("new/bench.json")));
    assertThat(json.at("/pairs/0/ours/median").doubleValue()).isEqualTo(1.5);
    assertThat(json.at("/pairs/0/peer/turns")).hasSize(3);
    assertThat(json.at("/pairs/1/ratio").doubleValue()).isEqualTo(3);
    assertThat(Files.readString(folder.resolve("new/bench.html")))
        .contains(
            "<title>Queries &lt;slow&gt;</title>", "width: 37.50%", "width: 75.00%", ">0.50<");
  }
}

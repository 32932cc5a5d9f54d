package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTablesTest {
  @TempDir private Path folder;

  private String report(String name, double error) throws IOException {
    Path report = Files.createDirectories(folder.resolve(name)).resolve("report.json");
    Files.writeString(
        report,
        """
        {"measure": "CLASSIFICATION_ERROR",
         "arms": [{"name": "none", "runs": [{"test": {"error": 0.1}}]},
                  {"name": "dropout", "runs": [{"test": {"error": %s}}]}],
         "differences": [{"arm": "dropout", "baseline": "none"}]}
        """
            .formatted(error));
    return report.getParent().toString();
  }

  private JobRun run(String reports) {
    return JobRun.of(
        new CompareJob(),
        "--set",
        "compare.reports=[%s]".formatted(reports),
        "--set",
        "output.path=" + folder.resolve("tables"));
  }

  @Test
  void call_reports_putsThemTogether() throws IOException {
    JobRun run = run(report("one", 0.08) + "," + report("two", 0.13));
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("2 tables cannot tell whether \"dropout\" is better than \"none\".")
        .containsPattern("dropout +2 +1 +1 +0.50 +");
    JsonNode tables = new ObjectMapper().readTree(folder.resolve("tables/tables.json").toFile());
    assertThat(tables.at("/tables/1/table").asText()).isEqualTo("two");
    assertThat(tables.at("/differences/0/differences/0").asDouble()).isBetween(-0.021, -0.019);
    assertThat(folder.resolve("tables/tables.md")).content().contains("| two | 10.00% | 13.00% |");
  }

  @Test
  void call_folderWithoutReport_namesIt() throws IOException {
    JobRun run = run(report("one", 0.08) + "," + folder.resolve("empty"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "compare.reports must be folders with a report.json that jobs/compare has written (not "
                + folder.resolve("empty"));
    assertThat(folder.resolve("tables")).doesNotExist();
  }
}

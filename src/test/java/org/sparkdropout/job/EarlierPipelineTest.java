package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A model whose rows Spark's own stages prepare: penguins, with {@code handleInvalid = skip}. 9
 * penguins lack their sex, 2 more all numbers and their sex.
 */
class EarlierPipelineTest {
  private static final Path MODEL = BatchCase.file("earlier/model");
  private static final Path PENGUINS = JobRun.SAMPLES.resolve("penguins.csv");
  private static final String OPTIONS =
      "input.options={header=true, inferSchema=true, nullValue=NA}";

  @TempDir private static Path folder;
  private static BatchCase cases;

  @BeforeAll
  static void prepare() {
    cases = new BatchCase(folder);
  }

  @ParameterizedTest
  @CsvSource({"null, 333, 0", "skip, 333, 0", "quarantine, 333, 11", "keep, 344, 0"})
  void score_missingValues_asTheSettingSays(String policy, long out, long quarantined) {
    JobRun run = cases.score(policy, MODEL, PENGUINS, OPTIONS, "score.handleInvalid=" + policy);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Rows in: 344, rows out: " + out)
        .contains("Unfit rows: column 'sex' holds nothing (9 rows), column 'bill_length_mm' holds");
    Dataset<Row> scored = cases.scored(policy);
    assertThat(scored.filter("isnan(prediction)").count()).isEqualTo(out - 333);
    assertThat(scored.filter("species = predictedLabel").count()).isGreaterThan(320);
    if (quarantined > 0) {
      assertThat(cases.scored(policy + "/_quarantine").count()).isEqualTo(quarantined);
    }
  }

  @Test
  void score_errorInPlaceOfSkip_tellsColumnsAndCounts() {
    JobRun run = cases.score("never", MODEL, PENGUINS, OPTIONS, "score.handleInvalid=error");
    assertThat(run.err())
        .startsWith(
            "error: Every row must be fit to be scored. Unfit: 11 of 344 rows: column 'sex'");
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_DATA.number());
  }

  @Test
  void score_unseenCategoriesAndTextInNumbers_areQuarantined() throws IOException {
    Path batch =
        cases.write(
            "odd.csv",
            "ISLAND,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,sex",
            "Dream,39,18,181,3750,male",
            "Atlantis,39,18,181,3750,male",
            "Dream,39,18,wide,3750,female");
    JobRun run = cases.score("odd", MODEL, batch, OPTIONS, "score.handleInvalid=quarantine");
    assertThat(run.err()).isEmpty();
    assertThat(cases.scored("odd").count()).isEqualTo(1);
    assertThat(
            cases.scored("odd/_quarantine").orderBy("sex").select("reason").collectAsList().stream()
                .map(row -> row.getString(0)))
        .containsExactly(
            "column 'flipper_length_mm' holds 'wide', which is no number",
            "column 'island' holds 'Atlantis', a category that training never saw");
  }
}

package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputNamesTest {
  @TempDir private static Path folder;
  private static BatchCase cases;

  @BeforeAll
  static void prepare() {
    cases = new BatchCase(folder);
  }

  @Test
  void probabilities_labelsThatDifferInCaseOrSigns_areDistinctAndSafe() {
    List<String> labels =
        List.of("No", "Yes", "yes", "a b", "a,b", "a_b", "YES", "a=b;", "\u00e4\u4e2d");
    List<String> names = OutputNames.ofParts("probability", labels, List.of());
    assertThat(names)
        .containsExactly(
            "probability_No",
            "probability_Yes",
            "probability_yes_2",
            "probability_a_b",
            "probability_a_b_2",
            "probability_a_b_3",
            "probability_YES_3",
            "probability_a_b_",
            "probability_\u00e4\u4e2d");
  }

  @Test
  void probabilities_namesThatOthersHave_giveWay() {
    assertThat(OutputNames.ofParts("p", List.of("x", "X 2", "x_2"), List.of("P_X")))
        .containsExactly("p_x_2", "p_X_2_2", "p_x_2_3");
  }

  @Test
  void trainAndScore_labelsThatDifferInCase_areScored() {
    Path table = BatchCase.file("cases/label-case/case.csv");
    Path model = cases.train("case", table, "y");
    JobRun run = cases.score("case scored", model, table);
    assertThat(run.err()).isEmpty();
    assertThat(cases.scored("case scored").columns())
        .contains("probability_No", "probability_Yes", "probability_yes_2");
  }

  @ParameterizedTest
  @CsvSource({
    "train.predictionCol, y, train.labelCol",
    "train.predictionCol, Probability, train.probabilityCol",
    "train.probabilityCol, predictedLabel, the text of the predicted label",
    "train.rawPredictionCol, A, input.features (a)"
  })
  void train_outputOfATakenName_isRefusedBeforeReading(String key, String name, String other) {
    Path table = folder.resolve("is not read");
    JobRun run =
        JobRun.of(
            new TrainJob(),
            JobRun.set(
                BatchCase.training(table, "y", folder.resolve("never")),
                "input.features=a,b",
                key + "=" + name));
    assertThat(run.err())
        .contains("must be a name that no other column has, but ")
        .contains(key.equals("train.predictionCol") && name.equals("Probability") ? key : other);
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_SETTINGS.number());
  }

  @ParameterizedTest
  @ValueSource(strings = {"my.%s", "my %s", "`%s`", "it's \"%s\""})
  void trainAndScore_namesThatNeedQuotes_work(String pattern) throws IOException {
    String csv = "\"" + pattern.replace("\"", "\"\"") + "\"";
    String[] lines = new String[41];
    lines[0] = (csv + "," + csv + "," + csv + "," + csv).formatted("x", "kind", "y", "w");
    for (int i = 1; i < lines.length; i++) {
      lines[i] = "%d,%s,%s,1".formatted(i % 7, i % 3 == 0 ? "red" : "blue", i > 20 ? "b" : "a");
    }
    String name = "quoted " + Set.of(pattern).hashCode();
    Path table = cases.write(name + ".csv", lines);
    Path output = folder.resolve(name);
    String list = "[" + quoted(pattern) + "]";
    JobRun run =
        JobRun.of(
            new TrainJob(),
            JobRun.set(
                List.of(
                    "input.format=csv",
                    "input.options={header=true, inferSchema=true, escape=\"\\\"\"}",
                    "input.path=" + table,
                    "input.features=" + list.formatted("x"),
                    "input.categorical=" + list.formatted("kind"),
                    "input.testFraction=0.3",
                    "train.labelCol=" + pattern.formatted("y"),
                    "train.weightCol=" + pattern.formatted("w"),
                    "train.featuresCol=" + pattern.formatted("f"),
                    "train.predictionCol=" + pattern.formatted("p"),
                    "train.probabilityCol=" + pattern.formatted("q"),
                    "train.rawPredictionCol=" + pattern.formatted("r"),
                    "train.hiddenLayers=4",
                    "train.batchSize=8",
                    "train.maxIter=2",
                    "train.replicas=1",
                    "output.path=" + output)));
    assertThat(run.err()).isEmpty();
    JobRun scoring =
        cases.score(
            name + " scored",
            output,
            table,
            "input.options={header=true, inferSchema=true, escape=\"\\\"\"}",
            "score.keep=" + list.formatted("x"),
            "score.handleInvalid=quarantine");
    assertThat(scoring.err()).isEmpty();
    String prefix = pattern.formatted("q").replaceAll("\\W", "_");
    assertThat(cases.scored(name + " scored").columns())
        .containsExactly(
            pattern.formatted("x"),
            pattern.formatted("p"),
            "predictedLabel",
            prefix + "_a",
            prefix + "_b");
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\\\"") + "\"";
  }

  @ParameterizedTest
  @ValueSource(strings = {"prediction", "Model_Digest", "PROBABILITY_0"})
  void score_keptColumnOfAnAddedName_isRefusedBeforeScoring(String name) throws IOException {
    Path table = cases.write("kept.csv", "a,b,y", "1,2,0", "2,1,1", "3,4,0", "4,1,1");
    Path model = folder.resolve("kept");
    if (!model.toFile().exists()) {
      cases.train("kept", table, "y");
    }
    Path batch = cases.write("kept-" + name + ".csv", "a,b," + name, "1,2,3");
    JobRun run = cases.score("never " + name, model, batch, "score.provenance=true");
    assertThat(run.err())
        .startsWith("error: A column that is kept must not have the name of one that scoring adds.")
        .contains("The table has '" + name + "'");
    assertThat(run.code()).isEqualTo(ExitCode.WRONG_DATA.number());
    assertThat(
            cases
                .score("kept " + name, model, batch, "score.provenance=true", "score.keep=a")
                .err())
        .isEmpty();
  }
}

package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.ml.DropoutEstimator;

class SettingsTest {
  @TempDir private Path folder;

  private static Settings of(String... assignments) {
    return Settings.read(Optional.empty(), List.of(assignments));
  }

  private Settings file(String text, String... assignments) throws IOException {
    Path file = Files.writeString(folder.resolve("my.conf"), text);
    return Settings.read(Optional.of(file), List.of(assignments));
  }

  @Test
  void read_nothingGiven_allDefaults() {
    assertThat(of().changed()).isEmpty();
  }

  @Test
  void read_fileAndAssignments_lastOneWins() throws IOException {
    Settings settings =
        file("train.maxIter = 3, train.batchSize = 7", "train.maxIter=4", "train.maxIter=5");
    assertThat(settings.changed())
        .containsExactlyInAnyOrderEntriesOf(Map.of("train.maxIter", "5", "train.batchSize", "7"));
  }

  @Test
  void read_valueEqualToDefault_isNotChanged() throws IOException {
    assertThat(file("train.maxIter = 20", "train.momentum=0.9").changed()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "train.hidenDropout, train.hiddenDropout",
    "hiddenDropout, train.hiddenDropout",
    "input.pth, input.path",
    "output.overwite, output.overwrite",
    "train.learning_rate, train.learningRate"
  })
  void read_keyMisspelt_errorSuggestsNearest(String wrong, String right) {
    assertThatThrownBy(() -> of(wrong + "=1"))
        .isInstanceOf(SettingsException.class)
        .hasMessage("Unknown setting " + wrong + " (--set). Did you mean " + right + "?");
  }

  @Test
  void read_keyLikeNoOther_errorNamesTheList() {
    assertThatThrownBy(() -> of("color=red"))
        .hasMessage("Unknown setting color (--set). See conf/reference.conf for all keys");
  }

  @Test
  void read_keyMisspeltInFile_errorNamesFileAndLine() {
    assertThatThrownBy(() -> file("\n\ntrain { maxItr = 3 }"))
        .isInstanceOf(SettingsException.class)
        .hasMessageMatching(
            "Unknown setting train.maxItr \\(.*my\\.conf: 3\\). Did you mean train.maxIter\\?");
  }

  @Test
  void read_groupGivenAValue_errorNamesAKeyInIt() {
    assertThatThrownBy(() -> of("train=3"))
        .hasMessage(
            "Unknown setting train (--set). It is a group: set keys in it, such as"
                + " train.activation");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train.batchSize=many | train.batchSize must be a whole number. Provided value: \"many\"",
        "train.batchSize=1.5 | train.batchSize must be a whole number. Provided value: \"1.5\"",
        "train.momentum=high | train.momentum must be a number. Provided value: \"high\"",
        "train.nesterov=3 | train.nesterov must be true or false. Provided value: \"3\"",
        "train.hiddenLayers=a,b | train.hiddenLayers must be a list of whole numbers. Provided",
        "train.seed=99999999999999999999 | train.seed must be a whole number. Provided value:",
        "input.options=1 | input.options must be a group of options. Provided value: 1"
      })
  void read_wrongType_errorNamesValueAndDefault(String assignment, String message) {
    assertThatThrownBy(() -> of(assignment))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("(--set). Default: ");
  }

  @Test
  void read_textWithSignsOfHocon_isTakenAsItIs() {
    Settings settings = of("input.path=hdfs://host:8020/a b#c//d,{e}", "input.options.sep=;");
    assertThat(settings.required("input.path")).isEqualTo("hdfs://host:8020/a b#c//d,{e}");
    assertThat(settings.options("input.options")).isEqualTo(Map.of("sep", ";"));
  }

  @Test
  void read_listWithoutBrackets_isAList() {
    assertThat(of("input.features=a,b c").texts("input.features")).containsExactly("a", "b c");
    assertThat(of("train.hiddenLayers=[]").isChanged("train.hiddenLayers")).isTrue();
  }

  @Test
  void isChanged_aDefaultThatDependsOnTheOptimizer_isChangedOnceItIsGiven() {
    assertThat(of("train.optimizer=adamw").isChanged("train.learningRate")).isFalse();
    Settings given = of("train.optimizer=adamw", "train.learningRate=0.1");
    assertThat(given.changed()).containsEntry("train.learningRate", "0.1");
    DropoutEstimator<?, ?> estimator = EstimatorSettings.estimator(given);
    assertThat(estimator.isSet(estimator.learningRate())).isTrue();
  }

  @Test
  void isChanged_aDefaultThatDependsOnTheNumberOfReplicas_isChangedOnceItIsGiven() {
    assertThat(of("train.batchSize=128").isChanged("train.batchSize")).isTrue();
    assertThat(of("train.outerMomentum=0").isChanged("train.outerMomentum")).isTrue();
    assertThat(of("train.maskSharing=example").isChanged("train.maskSharing")).isTrue();
    assertThat(of("train.maskSharing=example", "train.engine=dl4j").isChanged("train.maskSharing"))
        .isFalse();
    assertThat(of("train.learningRate=0.1", "train.engine=dl4j").isChanged("train.learningRate"))
        .isFalse();
  }

  /** A copy of all defaults names settings that an optimizer or an engine does not ask. */
  @ParameterizedTest
  @CsvSource({"optimizer, adamw", "optimizer, schedulefree", "optimizer, muon", "engine, dl4j"})
  void estimator_allDefaultsGiven_refusesNone(String key, String value) {
    List<String> all = new ArrayList<>();
    of().config()
        .getConfig("train")
        .entrySet()
        .forEach(entry -> all.add("train." + entry.getKey() + "=" + entry.getValue().render()));
    all.add("train.%s=%s".formatted(key, value));
    DropoutEstimator<?, ?> estimator = EstimatorSettings.estimator(of(all.toArray(String[]::new)));
    if (key.equals("engine")) {
      estimator.set(estimator.network(), "{}");
    }
    estimator.checkParams();
    assertThat(estimator.isSet(estimator.learningRate())).isEqualTo(key.equals("optimizer"));
  }

  @Test
  void isChanged_whatAnInitialModelSays_isChangedOnceItIsGiven() {
    String layers = "train.hiddenLayers=512,512";
    assertThat(of(layers).isChanged("train.hiddenLayers")).isFalse();
    assertThat(of(layers, "train.initialModel=m").isChanged("train.hiddenLayers")).isTrue();
    assertThat(of("train.initialModel=m").isChanged("train.hiddenLayers")).isFalse();
  }

  @Test
  void read_brokenFile_errorNamesLine() {
    assertThatThrownBy(() -> file("train {\n maxIter = \n"))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("Settings must be HOCON. ")
        .hasMessageContaining("my.conf: ");
  }

  @Test
  void read_missingFile_errorNamesIt() {
    assertThatThrownBy(() -> Settings.read(Optional.of(Path.of("no.conf")), List.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("--config must name a readable file. Provided: no.conf");
  }

  @Test
  void read_unknownVariable_errorNamesIt() {
    assertThatThrownBy(() -> file("input.path = ${NO_SUCH_VARIABLE}/x"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("NO_SUCH_VARIABLE")
        .hasMessageEndingWith("Set that key, or the environment variable of that name");
  }

  @Test
  void read_assignmentWithoutValue_error() {
    assertThatThrownBy(() -> of("train.maxIter"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "--set must be followed by key=value, such as --set train.maxIter=100. Provided:"
                + " train.maxIter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "train.labelCol=\"Class\" | train.labelCol | Class",
        "train.labelCol=\"a \\\"b\\\" c\" | train.labelCol | a \"b\" c",
        "input.path=\"my table.csv\" | input.path | my table.csv",
        "compare.title=\"= 5\" | compare.title | = 5",
        "train.maxIter=\"7\" | train.maxIter | 7",
        "input.format=a\"b | input.format | a\"b",
        "input.path=\"a\"/\"b\" | input.path | \"a\"/\"b\""
      })
  void read_textInDoubleQuotes_isTheTextWithin(String assignment, String key, String text) {
    assertThat(of(assignment).text(key)).isEqualTo(text);
  }

  @Test
  void read_partsInDoubleQuotes_areTheTextWithin() {
    assertThat(of("input.features=\"a, b\",c").texts("input.features"))
        .containsExactly("a, b", "c");
    assertThat(of("input.options.sep=\";\"").options("input.options"))
        .isEqualTo(Map.of("sep", ";"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "train.labelCol='Class' | 'train.labelCol=\"Class\"'",
        "train.labelCol=\u201cClass\u201d | 'train.labelCol=\"Class\"'",
        "input.features=['a', 'b'] | 'input.features=[\"a\", \"b\"]'",
        "input.categorical=\u2018a\u2019 | 'input.categorical=[\"a\"]'",
        "input.options={sep: ';', header: true} | 'input.options={sep: \";\", header: true}'"
      })
  void read_otherQuotes_errorShowsDoubleOnes(String assignment, String right) {
    assertThatThrownBy(() -> of(assignment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(" must have straight double quotes around text, or none.")
        .hasMessageEndingWith("Write: --set " + right);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train.hiddenLayers=[256, | train.hiddenLayers must be written in HOCON",
        "input.options={header=true | input.options must be written in HOCON",
        "train.thresholds=[0.5 | train.thresholds must be written in HOCON",
        "input.features=pixel_* | input.features must be written in HOCON"
      })
  void read_listOrOptionsCutOffByTheShell_errorSaysToQuote(String assignment, String message) {
    assertThatThrownBy(() -> of(assignment))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith(message)
        .hasMessageContaining("Put single quotes around the assignment")
        .hasMessageEndingWith(
            "double quotes around text with signs such as * or ?, such as [\"pixel_*\"]");
  }

  @Test
  void read_otherDefaultsGivenOneByOne_areUnknown() {
    assertThatThrownBy(() -> of("rawColumns.train.maxIter=3"))
        .hasMessageContaining(
            "Unknown setting rawColumns.train.maxIter (--set). Did you mean train.maxIter?");
  }

  @Test
  void reference_otherDefaults_areOfKnownKeysAndTheirTypes() {
    Reference reference = Reference.load();
    assertThat(reference.rawColumns().entrySet())
        .isNotEmpty()
        .allSatisfy(
            entry ->
                new SettingType(entry.getKey(), reference.defaults().get(entry.getKey()))
                    .check(entry.getValue()));
  }

  @Test
  void required_notSet_errorSaysHow() {
    assertThatThrownBy(() -> of().required("input.path"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "input.path must be set. Set it in the file of --config or with --set input.path=...");
  }
}

package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WrongUsageTest {
  private static final int SETTINGS = 2;

  /** Words are separated by bars, since some of them hold spaces. */
  private static String error(String words) {
    JobRun run = JobRun.of(new TrainJob(), words.split("\\|", -1));
    assertThat(run.code()).isEqualTo(SETTINGS);
    assertThat(run.out()).isEmpty();
    return run.err();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "--set|train.maxIter|5; --set train.maxIter=5",
        "--set|train.maxIter|=|5; --set train.maxIter=5",
        "--set|train.maxIter=|5; --set train.maxIter=5",
        "--config|my.conf|--set|train.labelCol|my label|--verbose; --set 'train.labelCol=my label'",
        "--set|compare.title=My|first|run; --set 'compare.title=My first run'",
        "--set|train.hiddenLayers=[256,|256]; --set 'train.hiddenLayers=[256, 256]'",
        "--set|input.options={header=true,|sep=x}; --set 'input.options={header=true, sep=x}'"
      })
  void parse_assignmentInSeveralWords_errorShowsItInOne(String words, String right) {
    assertThat(error(words))
        .startsWith("error: --set must be followed by key=value in one word. Provided: --set ")
        .contains(". Write: " + right + "\nSee jobs/train --help");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "--set|input.options=header=true|input.options=inferSchema=true;"
            + " 'input.options={header=true, inferSchema=true}'",
        "--set|input.features=a|input.features=b|input.features=c; 'input.features=[a, b, c]'",
        "--set|export.formats=onnx|export.formats=dl4j|--verbose; 'export.formats=[onnx, dl4j]'"
      })
  void parse_bracesExpandedByTheShell_errorShowsThemInQuotes(String words, String right) {
    assertThat(error(words))
        .startsWith("error: Braces must stand in quotes")
        .contains(". Write: --set " + right + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "--config|my.conf|--driver-memory|8g;"
            + " --driver-memory; jobs/train --config my.conf -- --driver-memory 8g",
        "--conf|spark.x=y|--set|train.maxIter=5;"
            + " --conf; jobs/train --set train.maxIter=5 -- --conf spark.x=y",
        "--num-executors=4|--config|a b.conf|--supervise;"
            + " --num-executors; jobs/train --config 'a b.conf' -- --num-executors=4 --supervise",
        "--jars|x.jar; --jars; jobs/train -- --jars x.jar"
      })
  void parse_optionOfSpark_errorShowsItAfterTwoHyphens(String words, String option, String right) {
    assertThat(error(words))
        .isEqualTo(
            "error: %s is an option of spark-submit and must follow --. Write: %s\nSee jobs/train --help"
                .formatted(option, right));
  }

  /** The script takes --master and what follows -- out of the line before a job sees it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "--master|local[2]; --master 'local[2]' --set train.maxIter=5 -- --driver-memory 8g",
        "--master|yarn|--queue|a; --master yarn --set train.maxIter=5 -- --queue a --driver-memory 8g",
        "--queue|a; --set train.maxIter=5 -- --queue a --driver-memory 8g"
      })
  void explain_wordsThatTheScriptHasPassedOn_areInTheRightForm(String passedOn, String right) {
    List<String> words = List.of("--driver-memory", "8g", "--set", "train.maxIter=5");
    assertThat(WrongUsage.explain("jobs/train", words, List.of(passedOn.split("\\|"))))
        .contains(
            "--driver-memory is an option of spark-submit and must follow --. Write: jobs/train "
                + right);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "my.conf; Files of settings must follow --config. Provided: my.conf. Write: --config my.conf",
        "train.maxIter=5; Settings must follow --set. Provided: train.maxIter=5. Write: --set train.maxIter=5",
        "--set|train.maxIter=1|train.seed=2; Each setting must follow a --set of its own. Provided: --set train.maxIter=1 train.seed=2. Write: --set train.maxIter=1 --set train.seed=2",
        "\u2014set|train.maxIter=5; Options must begin with two hyphens. Provided: \u2014set. Write: --set",
        "\u2013config|my.conf; Options must begin with two hyphens. Provided: \u2013config. Write: --config",
        "-verbose; Options must begin with two hyphens. Provided: -verbose. Write: --verbose",
        "--set; --set must be followed by key=value, such as --set train.maxIter=100",
        "--set|--verbose; --set must be followed by key=value, such as --set train.maxIter=100",
        "--config; --config must be followed by a file, such as --config conf/train-penguins.conf"
      })
  void parse_otherMistakes_errorShowsTheRightForm(String words, String message) {
    assertThat(error(words)).isEqualTo("error: " + message + "\nSee jobs/train --help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--config|a.conf|--config|b.conf", "--config=a.conf|--verbose|--config|b.conf"})
  void parse_configTwice_errorSaysHowToJoinFiles(String words) {
    assertThat(error(words))
        .startsWith("error: --config must be given once. Let one file include the other");
  }

  @Test
  void options_ofSpark_areAllThatItsParserKnows() throws ReflectiveOperationException {
    Class<?> parser = Class.forName("org.apache.spark.launcher.SparkSubmitOptionParser");
    var made = parser.getDeclaredConstructor();
    made.setAccessible(true);
    Object instance = made.newInstance();
    Set<String> ours = new TreeSet<>(SparkOptions.WITH_VALUE);
    assertThat(ours).containsExactlyInAnyOrderElementsOf(names(parser, instance, "opts"));
    List<String> alone = names(parser, instance, "switches");
    alone.removeAll(List.of("--help", "-h", "--verbose", "-v"));
    assertThat(SparkOptions.ALONE).containsExactlyInAnyOrderElementsOf(alone);
  }

  private static List<String> names(Class<?> parser, Object instance, String field)
      throws ReflectiveOperationException {
    Field names = parser.getDeclaredField(field);
    names.setAccessible(true);
    List<String> all = new ArrayList<>();
    Arrays.stream((String[][]) names.get(instance)).map(Arrays::asList).forEach(all::addAll);
    return all;
  }
}

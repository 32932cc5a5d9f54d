package org.sparkdropout.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class ModelExportTest {
  @TempDir private Path folder;

  private static final Map<String, Object> AS_SPARK = Map.of("zone", "1");
  private static final Map<String, Object> AS_PANDAS = Map.of("zone", "1.0");

  /**
   * A runtime that answers 0.4 where the model answers 0.5.
   *
   * @param wrongAt the inputs at which it does
   * @param prediction of both; -1 for none
   */
  private record Wrong(Map<String, Object> wrongAt, int prediction) implements Target {
    @Override
    public String runtime() {
      return "A runtime";
    }

    @Override
    public byte[] bytes() {
      return "file".getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Sample sample(Optional<Dataset<Row>> rows, int count) {
      return new Sample(List.of(AS_SPARK, AS_PANDAS), List.of(answer(0.5)), true);
    }

    @Override
    public List<Sample.Answer> answers(byte[] file, Map<String, Object> inputs) {
      assertThat(new String(file, StandardCharsets.UTF_8)).isEqualTo("file");
      return List.of(answer(inputs.equals(wrongAt) ? 0.4 : 0.5));
    }

    private Sample.Answer answer(double given) {
      double probability = prediction == Sample.Answer.NO_CLASS ? Double.NaN : given;
      return new Sample.Answer(List.of(probability, 1 - probability), prediction, Optional.empty());
    }

    @Override
    public Agreement agreement(String file) {
      return Agreement.ofClasses(file, runtime(), List.of());
    }
  }

  private void assertRefused(ModelExport export) {
    assertThatThrownBy(() -> export.save(folder.resolve("model.x").toString()))
        .isInstanceOf(ExportException.class)
        .hasMessage(
            "model.x must answer as the model does, to 1e-05 in every probability. Row 0, class 0:"
                + " A runtime gives the probability 0.4, the model 0.5, a difference of 0.100. No"
                + " file was kept: leave this format out, and report the model");
  }

  @Test
  void save_runtimeThatDiffers_leavesNoFile(SparkSession spark) throws IOException {
    assertThat(spark.version()).isNotEmpty();
    assertRefused(new ModelExport(schema -> new Wrong(AS_SPARK, 1)));
    assertNoFile();
  }

  private void assertNoFile() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void save_runtimeThatDiffersInPandasSpellingAlone_leavesNoFile(SparkSession spark)
      throws IOException {
    assertThat(spark.version()).isNotEmpty();
    assertRefused(new ModelExport(schema -> new Wrong(AS_PANDAS, 1)));
    assertNoFile();
  }

  /** Two that answer to nothing agree, and say nothing. */
  @Test
  void save_noRowThatIsAnswered_leavesNoFile(SparkSession spark) throws IOException {
    assertThat(spark.version()).isNotEmpty();
    ModelExport export = new ModelExport(schema -> new Wrong(Map.of(), -1));
    assertThatThrownBy(() -> export.save(folder.resolve("model.x").toString()))
        .isInstanceOf(ExportException.class)
        .hasMessage(
            "An export must be compared on rows. The table has none that the model scores. No file"
                + " was kept: give another table, or none");
    assertNoFile();
  }

  @Test
  void save_runtimeThatDiffers_leavesAnEarlierFile(SparkSession spark) throws IOException {
    assertThat(spark.version()).isNotEmpty();
    Files.writeString(folder.resolve("model.x"), "earlier");
    assertRefused(new ModelExport(schema -> new Wrong(AS_SPARK, 1)).overwrite());
    assertThat(folder.resolve("model.x")).hasContent("earlier");
  }
}

package org.sparkdropout.runtimes;

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

  /** A runtime that answers 0.4 where the model answers 0.5. */
  private record Wrong() implements Target {
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
      return new Sample(Map.of(), List.of(answer(0.5)), true);
    }

    @Override
    public List<Sample.Answer> answers(byte[] file, Sample sample) {
      assertThat(new String(file, StandardCharsets.UTF_8)).isEqualTo("file");
      return List.of(answer(0.4));
    }

    private static Sample.Answer answer(double probability) {
      return new Sample.Answer(List.of(probability, 1 - probability), 1, Optional.empty());
    }

    @Override
    public List<Double> thresholds() {
      return List.of();
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
    assertRefused(new ModelExport(schema -> new Wrong()));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void save_runtimeThatDiffers_leavesAnEarlierFile(SparkSession spark) throws IOException {
    assertThat(spark.version()).isNotEmpty();
    Files.writeString(folder.resolve("model.x"), "earlier");
    assertRefused(new ModelExport(schema -> new Wrong()).overwrite());
    assertThat(folder.resolve("model.x")).hasContent("earlier");
  }
}

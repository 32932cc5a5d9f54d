package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkdropout.tensorboard.EventFiles;
import org.sparkdropout.testing.SparkTest;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.TrainingListener;

@SparkTest
class SummaryHistoryTest {
  @TempDir private Path folder;
  private Dataset<Row> rows;

  @BeforeEach
  void makeRows(SparkSession spark) {
    rows = Blobs.easy(spark, 120);
  }

  private DropoutClassifier classifier() {
    return Blobs.classifier()
        .setMaxIter(6)
        .setValidationFraction(0.2)
        .setSummaryTensorboard(folder.resolve("events").toUri().toString());
  }

  private List<Path> runs() throws IOException {
    try (Stream<Path> runs = Files.list(folder.resolve("events"))) {
      return runs.sorted().toList();
    }
  }

  private static Map<Long, Float> losses(DropoutClassificationModel model) {
    Map<Long, Float> losses = new TreeMap<>();
    model.summary().history().forEach(e -> losses.put((long) e.epoch(), (float) e.loss()));
    return losses;
  }

  @Test
  void fit_writesTheHistoryOfItsModel() throws IOException {
    DropoutClassificationModel model = classifier().setSummaryName("mine").fit(rows);
    assertThat(EventFiles.scalars(folder.resolve("events/mine")))
        .containsEntry("loss/train", losses(model))
        .containsKeys("loss/validation", "error/validation");
  }

  @Test
  void fit_withoutAName_givesTheSameRunTheSameOne_andOthersAnother() throws IOException {
    classifier().fit(rows);
    classifier().fit(rows);
    assertThat(runs()).hasSize(1).first().asString().matches(".*/run-[0-9a-f]{8}");
    classifier().setSeed(7).fit(rows);
    assertThat(runs()).hasSize(2);
  }

  @Test
  void fit_cutOffAndStartedAgain_writesEachEpochOnce() throws IOException {
    DropoutClassifier classifier =
        classifier()
            .setCheckpointPath(folder.resolve("c").toString())
            .setCheckpointInterval("2 epochs");
    CutOff.afterFourEpochs(classifier, rows);
    DropoutClassificationModel model = classifier.fit(rows);
    assertThat(runs()).hasSize(1);
    assertThat(EventFiles.in(runs().get(0))).hasSize(2);
    assertThat(EventFiles.scalars(runs().get(0))).containsEntry("loss/train", losses(model));
  }

  @Test
  void fit_folderThatCannotBeWritten_isRefusedBeforeTraining() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    DropoutClassifier classifier = classifier().setSummaryTensorboard(file + "/runs");
    classifier.setListener(
        new TrainingListener() {
          @Override
          public void epochFinished(EpochRecord epoch) {
            throw new AssertionError("trained");
          }
        });
    assertThatThrownBy(() -> classifier.fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("summaryTensorboard must name a folder that can be written to.");
  }

  @Test
  void summaryName_leadingElsewhere_isRefused() {
    for (String name : List.of("../up", "/root", "a:b")) {
      assertThatThrownBy(() -> classifier().setSummaryName(name))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "summaryName must be a name without :, .. and a slash in front. Provided value: "
                  + name);
    }
  }
}

package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.sparkdropout.testing.SparkTest;
import org.sparkdropout.train.DivergedException;
import org.sparkdropout.train.EpochRecord;
import org.sparkdropout.train.TrainingListener;

@SparkTest
class DropoutClassifierTest {
  @Test
  void fit_separableClasses_learns(SparkSession spark) {
    DropoutClassificationModel model = Blobs.classifier().fit(Blobs.easy(spark, 300));
    assertThat(Blobs.error(model.transform(Blobs.easy(spark, 300)))).isLessThan(0.03);
    assertThat(model.numFeatures()).isEqualTo(4);
    assertThat(model.numClasses()).isEqualTo(3);
  }

  @Test
  void fit_twice_givesTheSameBits(SparkSession spark) {
    String first = Blobs.classifier().fit(Blobs.easy(spark, 200)).weightsDigest();
    Dataset<Row> otherLayout = Blobs.easy(spark, 200).repartition(7);
    assertThat(Blobs.classifier().fit(otherLayout).weightsDigest()).isEqualTo(first);
    assertThat(first).hasSize(64);
  }

  @Test
  void fit_anotherSeed_givesOtherBits(SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 100);
    assertThat(Blobs.classifier().setSeed(4).fit(rows).weightsDigest())
        .isNotEqualTo(Blobs.classifier().fit(rows).weightsDigest());
  }

  @Test
  void fit_withoutHiddenLayers_isSoftmaxRegression(SparkSession spark) {
    DropoutClassificationModel model =
        Blobs.classifier().setHiddenLayers(List.of()).fit(Blobs.easy(spark, 200));
    assertThat(model.inferenceNetwork().orElseThrow().topology().layers()).isEqualTo(1);
    assertThat(Blobs.error(model.transform(Blobs.easy(spark, 200)))).isLessThan(0.03);
  }

  @Test
  void fit_zeroEpochs_exportsTheInitialWeights(SparkSession spark) {
    DropoutClassificationModel model = Blobs.classifier().setMaxIter(0).fit(Blobs.easy(spark, 50));
    assertThat(model.summary().history()).isEmpty();
    assertThat(model.summary().bestEpoch()).isZero();
    assertThat(model.provenance().metrics()).isEmpty();
  }

  @Test
  void fit_zeroReplicas_usesTheDefaultParallelism(SparkSession spark) {
    DropoutClassificationModel model =
        Blobs.classifier().setReplicas(0).setBatchSize(2).fit(Blobs.easy(spark, 200));
    assertThat(model.summary().replicas()).isEqualTo(2);
    assertThat(model.provenance().settings()).containsEntry("replicas", "0");
  }

  @Test
  void fit_zeroReplicasAndFewRows_takesOne(SparkSession spark) {
    DropoutClassificationModel model = Blobs.classifier().setReplicas(0).fit(Blobs.easy(spark, 50));
    assertThat(model.summary().replicas()).isEqualTo(1);
  }

  @Test
  void fit_fourReplicas_takesWhatSuitsTheirNumber(SparkSession spark) {
    DropoutClassifier open = new DropoutClassifier().setMaxIter(2).setSeed(7).setReplicas(4);
    DropoutClassifier set =
        open.copy(ParamMap.empty())
            .setBatchSize(32)
            .setAveragingInterval(6)
            .setOuterLearningRate(0.7)
            .setOuterMomentum(0.6)
            .setOuterWarmupEpochs(2);
    DropoutClassificationModel chosen = open.fit(Blobs.easy(spark, 700));
    assertThat(chosen.provenance().settings())
        .containsEntry("batchSize", "32")
        .containsEntry("averagingInterval", "6")
        .containsEntry("outerMomentum", "0.6")
        .containsEntry("outerWarmupEpochs", "2.0");
    assertThat(chosen.weightsDigest()).isEqualTo(set.fit(Blobs.easy(spark, 700)).weightsDigest());
  }

  @Test
  void fit_releasesTheShards(SparkSession spark) {
    Blobs.classifier().fit(Blobs.easy(spark, 50));
    assertThat(spark.sparkContext().getPersistentRDDs().size()).isZero();
  }

  @Test
  void fit_rowsOfWeightZero_learnsFromTheOthers(SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 300);
    Dataset<Row> wrong =
        rows.withColumn("label", functions.expr("(label + 1) % 3"))
            .withColumn("weight", functions.lit(0.0));
    DropoutClassificationModel model =
        Blobs.classifier().setWeightCol("weight").fit(rows.union(wrong));
    assertThat(Blobs.error(model.transform(rows))).isLessThan(0.03);
  }

  @Test
  void fit_allWeightsTimesEight_changesNothing(SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 100);
    DropoutClassifier weighted =
        Blobs.classifier().setWeightCol("weight").setHiddenDropout(0).setReplicas(1);
    weighted.setBatchSize(100);
    List<Double> losses = losses(weighted.fit(rows));
    Dataset<Row> heavier = rows.withColumn("weight", functions.expr("weight * 8"));
    assertThat(losses(weighted.fit(heavier)))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-5 ? 0 : Double.compare(a, b))
        .isEqualTo(losses);
  }

  private static List<Double> losses(DropoutClassificationModel model) {
    return model.summary().history().stream().map(EpochRecord::loss).toList();
  }

  @Test
  void fit_validationFraction_recordsValidation(SparkSession spark) {
    DropoutClassificationModel model =
        Blobs.classifier().setValidationFraction(0.3).fit(Blobs.easy(spark, 200));
    assertThat(model.summary().validationRows()).isBetween(30L, 90L);
    assertThat(model.summary().trainingRows() + model.summary().validationRows()).isEqualTo(200);
    assertThat(model.summary().history())
        .hasSize(5)
        .allSatisfy(epoch -> assertThat(epoch.validation()).isPresent());
    assertThat(model.provenance().metrics())
        .containsOnlyKeys("loss", "error", "validationLoss", "validationError");
  }

  @Test
  void fit_validationIndicator_holdsThoseRowsOut(SparkSession spark) {
    DropoutClassificationModel model =
        Blobs.classifier().setValidationIndicatorCol("held").fit(Blobs.easy(spark, 200));
    assertThat(model.summary().validationRows()).isEqualTo(40);
    assertThat(model.summary().trainingRows()).isEqualTo(160);
  }

  @Test
  void fit_patience_stopsEarlyAndRestoresTheBestWeights(SparkSession spark) {
    DropoutClassifier classifier =
        Blobs.classifier()
            .setValidationIndicatorCol("held")
            .setPatience(2)
            .setMaxIter(60)
            .setLearningRate(0.5)
            .setHiddenDropout(0);
    Dataset<Row> rows = Blobs.hard(spark, 120);
    DropoutClassificationModel model = classifier.fit(rows);
    int best = model.summary().bestEpoch();
    assertThat(model.summary().stoppedEarly()).isTrue();
    assertThat(model.summary().history()).hasSize(best + 2);
    DropoutClassifier untilBest = classifier.copy(ParamMap.empty()).setPatience(0).setMaxIter(best);
    assertThat(untilBest.fit(rows).weightsDigest()).isEqualTo(model.weightsDigest());
  }

  @Test
  void fit_listener_isToldOfEveryEpoch(SparkSession spark) {
    List<Integer> epochs = new ArrayList<>();
    DropoutClassifier classifier =
        Blobs.classifier()
            .setListener(
                new TrainingListener() {
                  @Override
                  public void epochFinished(EpochRecord epoch) {
                    epochs.add(epoch.epoch());
                  }
                });
    classifier.copy(ParamMap.empty()).fit(Blobs.easy(spark, 50));
    assertThat(epochs).isEqualTo(IntStream.rangeClosed(1, 5).boxed().toList());
  }

  @Test
  void fit_diverging_saysWhereAndWhatToDo(SparkSession spark) {
    DropoutClassifier classifier =
        Blobs.classifier().setLearningRate(1e30).setMaxNorm(0).setHiddenDropout(0);
    assertThatThrownBy(() -> classifier.fit(Blobs.easy(spark, 100)))
        .isInstanceOf(DivergedException.class)
        .hasMessageMatching(
            "The loss must stay finite. Replica \\d diverged in epoch 1 at step \\d+ with learning"
                + " rate 1.0E30. Lower learningRate, or set gradientClip, such as 1\\. If the"
                + " features are not scaled, set prepare.scale = standard in a job, or put a"
                + " StandardScaler before the network in a pipeline");
    assertThat(spark.sparkContext().getPersistentRDDs().size()).isZero();
  }

  @Test
  void fit_everyOption_trains(SparkSession spark) {
    DropoutClassifier classifier =
        Blobs.classifier()
            .setHiddenLayers(12, 8)
            .setActivation("tanh")
            .setInitialization("gaussian")
            .setInitialStd(0.3)
            .setInputDropout(0.1)
            .setHiddenDropout(0.1, 0.2)
            .setDropoutKind("gaussian")
            .setLearningRateSchedule("inverseTime")
            .setLearningRateDecay(0.1)
            .setMomentumRampEpochs(2)
            .setNesterov(true)
            .setRegParam(1e-4)
            .setGradientClip(5)
            .setOuterLearningRate(0.9)
            .setOuterMomentum(0.1);
    DropoutClassificationModel model = classifier.fit(Blobs.easy(spark, 300));
    assertThat(Blobs.error(model.transform(Blobs.easy(spark, 300)))).isLessThan(0.1);
    assertThat(model.exportedNetwork()).hasToString("4-12-8-3 tanh");
  }

  @Test
  void provenance_namesDataSettingsAndVersions(SparkSession spark) {
    DropoutClassificationModel model = Blobs.classifier().fit(Blobs.easy(spark, 50));
    assertThat(model.provenance().dataFingerprint()).hasSize(48);
    assertThat(model.provenance().trainingRows()).isEqualTo(50);
    assertThat(model.provenance().seed()).isEqualTo(3);
    assertThat(model.provenance().settings())
        .containsEntry("hiddenLayers", "[16]")
        .containsEntry("hiddenDropout", "[0.2]")
        .containsEntry("labelCol", "label")
        .doesNotContainKey("weightCol");
    assertThat(model.provenance().versions())
        .containsOnlyKeys("spark-dropout", "spark", "java", "blas")
        .containsEntry("spark", spark.version());
    assertThat(model.provenance().metrics().get("loss"))
        .isCloseTo(model.summary().history().get(4).loss(), within(0.0));
  }
}

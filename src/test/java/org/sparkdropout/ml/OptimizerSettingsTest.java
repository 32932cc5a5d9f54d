package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.testing.SparkTest;

@SparkTest
class OptimizerSettingsTest {
  private static DropoutClassifier classifier() {
    return Blobs.classifier().setReplicas(2).setMaxIter(12).setBatchSize(16);
  }

  @ParameterizedTest
  @CsvSource({
    "sgd, example",
    "adam, example",
    "adamw, batch",
    "schedulefree, example",
    "schedulefree, round",
    "muon, round",
    "muon, example"
  })
  void fit_byEachOptimizer_learns(String optimizer, String sharing, SparkSession spark) {
    Dataset<Row> rows = Blobs.easy(spark, 300);
    DropoutClassificationModel model =
        classifier()
            .setOptimizer(optimizer)
            .setLearningRate(optimizer.equals("sgd") ? 0.1 : 0.03)
            .setMaskSharing(sharing)
            .fit(rows);
    assertThat(model.evaluate(rows).accuracy()).isGreaterThan(0.9);
    assertThat(model.getOptimizer()).isEqualTo(optimizer);
  }

  private static String digest(UnaryOperator<DropoutClassifier> change, SparkSession spark) {
    return change.apply(classifier().setMaxIter(2)).fit(Blobs.easy(spark, 200)).weightsDigest();
  }

  @ParameterizedTest
  @CsvSource({"sgd, 0.1", "adam, 0.001", "adamw, 0.001", "schedulefree, 0.0025", "muon, 0.001"})
  void fit_withoutALearningRate_takesTheUsualOne(
      String optimizer, double usual, SparkSession spark) {
    UnaryOperator<DropoutClassifier> unset =
        change(c -> (DropoutClassifier) c.clear(c.learningRate()));
    assertThat(digest(c -> unset.apply(c).setOptimizer(optimizer), spark))
        .isEqualTo(digest(c -> c.setOptimizer(optimizer).setLearningRate(usual), spark))
        .isNotEqualTo(digest(c -> c.setOptimizer(optimizer).setLearningRate(usual / 2), spark));
  }

  static Stream<Arguments> settings() {
    UnaryOperator<DropoutClassifier> sgd = change(c -> c);
    UnaryOperator<DropoutClassifier> adamw = change(c -> c.setOptimizer("adamw"));
    UnaryOperator<DropoutClassifier> muon = change(c -> c.setOptimizer("muon"));
    return Stream.of(
        Arguments.of(sgd, change(c -> c.setWeightDecay(0.1))),
        Arguments.of(sgd, change(c -> c.setLabelSmoothing(0.1))),
        Arguments.of(sgd, change(c -> c.setWeightAverage(0.9))),
        Arguments.of(sgd, change(c -> c.setWarmupEpochs(0.5))),
        Arguments.of(sgd, change(c -> c.setLearningRateSchedule("oneCycle"))),
        Arguments.of(sgd, change(c -> c.setDropoutSchedule("flatCosine"))),
        Arguments.of(sgd, change(c -> c.setDropoutSchedule("early").setDropoutSwitchEpoch(1))),
        Arguments.of(sgd, change(c -> c.setDropoutSchedule("late").setDropoutSwitchEpoch(0.5))),
        Arguments.of(sgd, adamw),
        Arguments.of(adamw, change(c -> c.setOptimizer("adamw").setWeightDecay(0.1))),
        Arguments.of(adamw, change(c -> c.setOptimizer("adamw").setBeta1(0.5))),
        Arguments.of(adamw, change(c -> c.setOptimizer("adamw").setBeta2(0.9))),
        Arguments.of(adamw, change(c -> c.setOptimizer("adamw").setEpsilon(0.1))),
        Arguments.of(muon, change(c -> c.setOptimizer("muon").setMomentum(0.5))));
  }

  /** A setting that reached nothing would leave the weights as they are without it. */
  @ParameterizedTest
  @MethodSource("settings")
  void fit_withASetting_givesOtherWeightsAndTheSameEachTime(
      UnaryOperator<DropoutClassifier> without,
      UnaryOperator<DropoutClassifier> change,
      SparkSession spark) {
    String with = digest(change, spark);
    assertThat(with).isEqualTo(digest(change, spark));
    assertThat(with).isNotEqualTo(digest(without, spark));
  }

  static Stream<Arguments> unasked() {
    return Stream.of(
        Arguments.of("adamw", "momentum = 0.5", change(c -> c.setMomentum(0.5))),
        Arguments.of("adam", "weightDecay = 0.1", change(c -> c.setWeightDecay(0.1))),
        Arguments.of("muon", "nesterov = true", change(c -> c.setNesterov(true))),
        Arguments.of(
            "sgd", "beta1 = 0.5, epsilon = 0.1", change(c -> c.setBeta1(0.5).setEpsilon(0.1))),
        Arguments.of(
            "schedulefree", "momentumRampEpochs = 2.0", change(c -> c.setMomentumRampEpochs(2))));
  }

  private static UnaryOperator<DropoutClassifier> change(UnaryOperator<DropoutClassifier> change) {
    return change;
  }

  @ParameterizedTest
  @MethodSource("unasked")
  void fit_settingThatTheOptimizerDoesNotAsk_isRefused(
      String optimizer, String set, UnaryOperator<DropoutClassifier> change, SparkSession spark) {
    DropoutClassifier classifier = change.apply(new DropoutClassifier().setOptimizer(optimizer));
    assertThatThrownBy(() -> classifier.fit(Blobs.easy(spark, 20)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "With optimizer = %s these params must not be set, as it does not ask them: %s. Leave them out, or choose another optimizer"
                .formatted(optimizer, set));
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        Arguments.of(
            "learningRateSchedule must be constant",
            change(c -> c.setLearningRateSchedule("cosine"))),
        Arguments.of("beta1 must be above 0", change(c -> c.setBeta1(0))),
        Arguments.of("weightAverage must be 0", change(c -> c.setWeightAverage(0.9))),
        Arguments.of(
            "outerMomentum must be 0 and outerLearningRate 1",
            change(c -> c.setOuterMomentum(0.9))),
        Arguments.of(
            "outerMomentum must be 0 and outerLearningRate 1",
            change(c -> c.setOuterLearningRate(0.7))));
  }

  @ParameterizedTest
  @MethodSource("unfit")
  void fit_scheduleFreeWithWhatItReplaces_isRefused(
      String message, UnaryOperator<DropoutClassifier> change, SparkSession spark) {
    DropoutClassifier classifier =
        change.apply(new DropoutClassifier().setOptimizer("schedulefree"));
    assertThatThrownBy(() -> classifier.fit(Blobs.easy(spark, 20)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message + " with optimizer = schedulefree. Provided value: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"adamW", "lion", ""})
  void optimizer_ofAnotherName_isRefused(String name) {
    assertThatThrownBy(() -> new DropoutClassifier().setOptimizer(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(
            "must be sgd, adam, adamw, schedulefree or muon. Provided value: " + name);
  }
}

package org.sparkdropout.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.prepare.LabelText;
import org.sparkdropout.prepare.RawColumns;
import py4j.reflection.MethodInvoker;
import py4j.reflection.ReflectionEngine;

/** Stages have methods of their own for what they inherit from interfaces; the build adds them. */
class ForwardersTest {
  private final ReflectionEngine py4j = new ReflectionEngine();

  /** Every class of this project that has params. */
  private static List<Class<?>> stages() throws IOException, URISyntaxException {
    Path classes =
        Path.of(
            DropoutClassifier.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(classes)) {
      return files
          .map(file -> classes.relativize(file).toString())
          .filter(file -> file.matches(".*(ml|prepare).[A-Z]\\w*\\.class"))
          .map(file -> file.replace(".class", "").replace(File.separatorChar, '.'))
          .map(ForwardersTest::load)
          .filter(Params.class::isAssignableFrom)
          .filter(type -> !Modifier.isAbstract(type.getModifiers()))
          .toList();
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, ForwardersTest.class.getClassLoader());
    } catch (ClassNotFoundException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void stages_areFound() throws IOException, URISyntaxException {
    assertThat(stages())
        .extracting(Class::getSimpleName)
        .contains(
            "DropoutClassifier",
            "DropoutClassificationModel",
            "DropoutRegressor",
            "DropoutRegressionModel",
            "FeatureEncoderModel",
            "LabelText",
            "RawColumns");
  }

  @ParameterizedTest
  @MethodSource("stages")
  void methods_ofAStage_areOfClasses(Class<?> stage) {
    assertThat(Arrays.stream(stage.getMethods()).filter(Method::isDefault))
        .as("Methods of interfaces alone; mvn process-classes adds them to %s", stage)
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("stages")
  void loaders_ofAStage_areThere(Class<?> stage) throws NoSuchMethodException {
    assertThat(stage.getMethod("read").getModifiers()).matches(Modifier::isStatic);
    assertThat(stage.getMethod("load", String.class).getReturnType()).isEqualTo(stage);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"getHiddenLayers", "hiddenDropout", "getSeed", "maxIter", "getWeightCol", "write"})
  void py4j_methodOfTheEstimator_isFound(String name) {
    assertThatCode(() -> py4j.getMethod(new DropoutClassifier(), name, new Object[0]))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"getLoss", "quantilesCol", "getHiddenLayers", "maxIter", "write"})
  void py4j_methodOfTheRegressor_isFound(String name) {
    assertThatCode(() -> py4j.getMethod(new DropoutRegressor(), name, new Object[0]))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @MethodSource("quantiles")
  void py4j_setQuantileProbabilities_takesListsAndArrays(Object value) {
    DropoutRegressor regressor = new DropoutRegressor();
    call(regressor, "setQuantileProbabilities", value);
    assertThat(regressor.getQuantileProbabilities()).containsExactly(0.25, 0.5);
  }

  private static List<Object> quantiles() {
    return List.of(List.of(0.25, 0.5f), new double[] {0.25, 0.5});
  }

  @Test
  void py4j_saveOfOtherStages_isFound() {
    for (Params stage : List.of(new LabelText(), new RawColumns())) {
      assertThatCode(() -> py4j.getMethod(stage, "save", new Object[] {"folder"}))
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("dropouts")
  void py4j_setHiddenDropout_takesAnyForm(Object value) {
    DropoutClassifier classifier = new DropoutClassifier();
    call(classifier, "setHiddenDropout", value);
    assertThat(classifier.getHiddenDropout()[0]).isEqualTo(0.25);
  }

  private static List<Object> dropouts() {
    return List.of(
        0.25, List.of(0.25), new double[] {0.25, 0.5}, Arrays.asList(0.25, 0), List.of(0.25f));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void py4j_setHiddenLayers_takesAnyForm(Object value) {
    DropoutClassifier classifier = new DropoutClassifier();
    call(classifier, "setHiddenLayers", value);
    assertThat(classifier.getHiddenLayers()[0]).isEqualTo(64);
  }

  private static List<Object> layers() {
    return List.of(64, List.of(64, 32), new int[] {64}, Arrays.asList(64.0, 32));
  }

  /** As Python calls a method. */
  private void call(Object target, String method, Object argument) {
    MethodInvoker invoker = py4j.getMethod(target, method, new Object[] {argument});
    assertThat(invoker.invoke(target, new Object[] {argument})).isSameAs(target);
  }

  /** What the build adds has the types that the source says. */
  @Test
  void settersAndParams_keepTheirTypes() throws NoSuchMethodException {
    Class<DropoutClassifier> stage = DropoutClassifier.class;
    assertThat(stage.getMethod("setMaxIter", int.class).getReturnType()).isEqualTo(stage);
    assertThat(stage.getDeclaredMethod("engine").getGenericReturnType())
        .hasToString(Param.class.getName() + "<java.lang.String>");
    assertThat(stage.getMethod("setHiddenLayers", int.class, int.class, int[].class).isVarArgs())
        .isTrue();
  }
}

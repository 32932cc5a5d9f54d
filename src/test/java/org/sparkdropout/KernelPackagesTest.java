package org.sparkdropout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The kernel packages stay usable without a cluster: they name no class of Spark or DL4J. */
class KernelPackagesTest {
  private static final List<String> FOREIGN =
      List.of(
          "org/apache/spark/",
          "org/deeplearning4j/",
          "org/nd4j/",
          "org/datavec/",
          "org/sparkdropout/data/",
          "org/sparkdropout/train/");

  @ParameterizedTest
  @ValueSource(strings = {"random", "blas", "network", "head", "optimizer", "dropout"})
  void kernelPackage_namesNoClassOfSparkOrDl4j(String name) throws Exception {
    Path classes =
        Path.of(KernelPackagesTest.class.getResource("/org/sparkdropout/" + name).toURI());
    Path compiled = Path.of(classes.toString().replace("test-classes", "classes"));
    try (Stream<Path> files = Files.walk(compiled)) {
      List<Path> found = files.filter(file -> file.toString().endsWith(".class")).toList();
      assertThat(found).isNotEmpty();
      assertThat(found).allSatisfy(KernelPackagesTest::namesNothingForeign);
    }
  }

  /** Every class that code refers to stands by its name in the class file's constant pool. */
  private static void namesNothingForeign(Path file) throws IOException {
    String constants = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertThat(FOREIGN).noneMatch(constants::contains);
  }
}

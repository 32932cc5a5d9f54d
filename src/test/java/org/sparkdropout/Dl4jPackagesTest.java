package org.sparkdropout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sparkdropout.onnx.OnnxGraph;

/** DL4J stays behind a few packages: all others compile and load without it. */
class Dl4jPackagesTest {
  private static final List<String> LIBRARIES =
      List.of("org/deeplearning4j/", "org/nd4j/", "org/datavec/");

  /** Networks of DL4J, those of Keras that become networks of DL4J, and what is compared with. */
  private static final List<String> USERS = List.of("dl4j", "keras", "bench");

  private static Path classes() throws URISyntaxException {
    return Path.of(OnnxGraph.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .resolve("org/sparkdropout");
  }

  private static List<Path> classesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".class")).toList();
    }
  }

  /** Every class that code refers to stands by its name in the class file's constant pool. */
  private static boolean names(Path file, List<String> packages) throws IOException {
    String constants = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return packages.stream().anyMatch(constants::contains);
  }

  private static boolean namesDl4j(Path file) throws IOException {
    return names(file, LIBRARIES);
  }

  @Test
  void classesOutsideItsPackages_nameNoClassOfDl4j() throws Exception {
    Path root = classes();
    List<Path> outside =
        classesIn(root).stream()
            .filter(file -> !USERS.contains(root.relativize(file).getName(0).toString()))
            .toList();
    assertThat(outside).hasSizeGreaterThan(100);
    for (Path file : outside) {
      assertThat(namesDl4j(file)).as(file.toString()).isFalse();
    }
  }

  /** What others need of DL4J's engine and formats, they find as services. */
  @Test
  void packagesOutside_nameNoClassOfOursThatNamesDl4j() throws Exception {
    Path root = classes();
    for (Path file : classesIn(root)) {
      String owner = root.relativize(file).getName(0).toString();
      if (!USERS.contains(owner)) {
        assertThat(names(file, List.of("org/sparkdropout/dl4j/"))).as(file.toString()).isFalse();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dl4j", "dl4j/onnx", "keras"})
  void itsPackages_areFoundOut(String name) throws Exception {
    assertThat(classesIn(classes().resolve(name)))
        .anySatisfy(file -> assertThat(namesDl4j(file)).isTrue());
  }

  /** What writes networks of DL4J is built on what writes our own, not the other way round. */
  @Test
  void onnx_namesNoPackageThatIsBuiltOnIt() throws Exception {
    List<String> above =
        Stream.of("dl4j", "keras", "export", "job")
            .map(name -> "org/sparkdropout/" + name + "/")
            .toList();
    for (Path file : classesIn(classes().resolve("onnx"))) {
      assertThat(names(file, above)).as(file.toString()).isFalse();
    }
  }
}

package org.sparkdropout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cluster's classes come before those of the jar, so what it may have as well is renamed. */
class SubmittedJarIT {
  private static ZipFile jar;

  @BeforeAll
  static void open() throws IOException {
    jar = new ZipFile(System.getProperty("sparkdropout.jar"));
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  private static List<String> classesUnder(String folder) {
    return jar.stream().map(ZipEntry::getName).filter(name -> name.startsWith(folder)).toList();
  }

  private static String constants(String name) throws IOException {
    byte[] bytes = jar.getInputStream(jar.getEntry(name)).readAllBytes();
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"com/google/protobuf/", "ai/onnx/proto/", "org/tribuo/"})
  void classesThatAClusterMayHave_areNotInTheJar(String folder) {
    assertThat(classesUnder(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"org/sparkdropout/onnx/", "org/sparkdropout/shaded/onnx/"})
  void classesThatUseThem_nameTheRenamedOnes(String folder) throws IOException {
    List<String> classes =
        classesUnder(folder).stream().filter(name -> name.endsWith(".class")).toList();
    assertThat(classes).isNotEmpty();
    for (String name : classes) {
      assertThat(constants(name)).as(name).doesNotContain("com/google/protobuf/", "ai/onnx/proto/");
    }
  }

  @Test
  void renamedClasses_areInTheJar() {
    assertThat(classesUnder("org/sparkdropout/shaded/"))
        .contains(
            "org/sparkdropout/shaded/protobuf/ByteString.class",
            "org/sparkdropout/shaded/onnx/OnnxMl$ModelProto.class");
  }
}

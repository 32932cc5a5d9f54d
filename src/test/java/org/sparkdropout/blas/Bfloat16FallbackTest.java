package org.sparkdropout.blas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In JVMs of their own, which cannot multiply bfloat16 numbers, or must not. */
class Bfloat16FallbackTest {
  /**
   * Tells what is used instead.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.println("family " + Blas.of(Precision.BFLOAT16).kernelFamily());
    System.out.println("same " + (Blas.of(Precision.BFLOAT16) == Blas.instance()));
  }

  private static String run(String instructions, String implementation)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-D" + Blas.PROPERTY + "=" + implementation,
            "-cp",
            System.getProperty("java.class.path"),
            Bfloat16FallbackTest.class.getName());
    builder.environment().put("ONEDNN_MAX_CPU_ISA", instructions);
    Process process = builder.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  @Test
  void of_processorWithoutBfloat16_isFloat32AndTheWarningTellsWhy() throws Exception {
    assertThat(run("AVX2", "native"))
        .contains("same true")
        .contains("precision = bfloat16 runs in float32, because ")
        .contains("Set precision = float32, or use machines whose processors have AVX512-BF16")
        .doesNotContain("family onednn");
  }

  @Test
  void of_javaChosen_isJava() throws Exception {
    List<String> lines = run("DEFAULT", "java").lines().toList();
    assertThat(lines).contains("same true");
    assertThat(lines)
        .anyMatch(line -> line.startsWith("family netlib-java"))
        .anyMatch(line -> line.endsWith("because sparkdropout.blas is java."));
  }
}

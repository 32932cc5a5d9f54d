package org.sparkdropout.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Philox4x32Test {
  static Stream<int[]> knownAnswers() throws IOException {
    try (InputStream file = Philox4x32Test.class.getResourceAsStream("philox4x32-10.txt")) {
      List<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return lines.stream()
          .filter(line -> !line.startsWith("#"))
          .map(
              line ->
                  Arrays.stream(line.split(" "))
                      .mapToInt(word -> Integer.parseUnsignedInt(word, 16))
                      .toArray());
    }
  }

  @ParameterizedTest
  @MethodSource("knownAnswers")
  void block_ofRandom123Vectors_givesTheirAnswers(int[] w) {
    int[] out = new int[Philox4x32.WORDS];
    Philox4x32.block(out, w[4], w[5], w[0], w[1], w[2], w[3]);
    assertThat(out).containsExactly(w[6], w[7], w[8], w[9]);
  }

  @Test
  void knownAnswers_areAllRead() throws IOException {
    assertThat(knownAnswers()).hasSize(3);
  }
}

package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Does what messages advise, and sees that it helps. The messages are in {@code remedies/*.conf};
 * {@code remedies/tables.conf} says how they are written.
 */
class RemediesTest {
  private static final List<String> FILES = List.of("prepare");

  @TempDir private static Path folder;

  static Stream<RemedyCase> cases() {
    return FILES.stream().flatMap(file -> RemedyCase.of(file, folder).stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void remedy_ofTheMessage_helps(RemedyCase tried) {
    RemedyCase.Outcome without = tried.withoutRemedy();
    assertThat(without.said()).contains(tried.says());
    assertThat(without.code()).isEqualTo(tried.code());
    RemedyCase.Outcome with = tried.withRemedy();
    assertThat(with.code()).as(with.said()).isZero();
    assertThat(with.said()).doesNotContain(tried.says().get(0));
  }
}

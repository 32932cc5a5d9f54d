package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Does what messages advise, and sees that it helps. The messages are in {@code remedies/*.conf};
 * {@code remedies/tables.conf} says how they are written.
 *
 * <p>Each message is brought about in every build. The remedies take minutes and are tried by
 * {@code mvn verify -Dremedies=all}, or with {@code -Dtest=RemediesTest} for these alone.
 */
class RemediesTest {
  private static final List<String> FILES =
      List.of("ml", "job", "prepare", "data", "numbers", "thinned");

  @TempDir private static Path folder;

  static Stream<RemedyCase> cases() {
    return FILES.stream().flatMap(file -> RemedyCase.of(file, folder).stream());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void error_ofTheMessage_isTold(RemedyCase tried) {
    for (RemedyCase step : tried.steps()) {
      if (step.code() != 0) {
        RemedyCase.Outcome without = step.withoutRemedy();
        assertThat(without.said()).contains(step.says());
        assertThat(without.code()).isEqualTo(step.code());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  @EnabledIfSystemProperty(named = "remedies", matches = "all")
  void remedy_ofTheMessage_helps(RemedyCase tried) {
    List<RemedyCase> steps = tried.steps();
    for (RemedyCase step : steps) {
      RemedyCase.Outcome without = step.withoutRemedy();
      assertThat(without.said()).contains(step.says());
      assertThat(without.code()).isEqualTo(step.code());
      assertThat(step.withRemedy().said()).doesNotContain(step.says().get(0));
    }
    RemedyCase.Outcome with = steps.get(steps.size() - 1).withRemedy();
    assertThat(with.code()).as(with.said()).isZero();
  }
}

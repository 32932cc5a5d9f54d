package org.sparkdropout.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class NullComparisonTest {
  /** The mixins of the command hold their defaults once it has read its arguments. */
  private static NullComparison compare(long number) {
    SmallTable table = new SmallTable();
    SmallNetwork network = new SmallNetwork();
    new CommandLine(table).parseArgs();
    new CommandLine(network).parseArgs("--epochs", "10");
    return NullComparison.of(table, network, number, 3, 0.95);
  }

  @Test
  void of_sameNumber_isTheSame() {
    assertThat(compare(1)).isEqualTo(compare(1)).isNotEqualTo(compare(2));
  }

  /** Networks that learn nothing would be the same by never answering otherwise. */
  @Test
  void of_smallTable_isLearntWithDifferencesBetweenRuns() {
    NullComparison found = compare(3);
    assertThat(found.error()).isBetween(0.1, 0.4);
    assertThat(found.bySeed().low()).isLessThan(found.bySeed().high());
    assertThat(found.byRow().low()).isLessThan(found.byRow().high());
  }
}

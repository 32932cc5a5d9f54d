package org.sparkdropout.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class NullComparisonTest {
  private static NullComparison compare(long number) {
    return NullComparison.ofSeeds(table(), network(), number, 3, 0.95);
  }

  /** What picocli reads, it fills with the defaults. */
  private static SmallTable table() {
    SmallTable table = new SmallTable();
    new CommandLine(table).parseArgs();
    return table;
  }

  private static SmallNetwork network() {
    SmallNetwork network = new SmallNetwork();
    new CommandLine(network).parseArgs("--epochs", "10");
    return network;
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
    assertThat(found.byRun().low()).isLessThan(found.byRun().high());
    assertThat(found.other().low()).isLessThan(found.other().high());
  }

  /**
   * As wide as the square root of (1/J + test rows / training rows) J, for 3 splits of 300 to 200.
   */
  @Test
  void ofSplits_smallTable_correctsTheInterval() {
    NullComparison found = NullComparison.ofSplits(table(), network(), 4, 3, 0.95);
    double width = found.byRun().high() - found.byRun().low();
    double without = found.other().high() - found.other().low();
    assertThat(width / without).isCloseTo(Math.sqrt(1 + 3 * 1.5), within(1e-9));
    assertThat(found.error()).isBetween(0.1, 0.4);
  }
}

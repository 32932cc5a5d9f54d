package org.sparkdropout.prepare;

import java.io.Serializable;

/** What is known after the pass that collects the numbers. */
final class FirstPass implements Serializable {
  private static final long serialVersionUID = 1L;

  private final FitTally tally;
  private final SlotRanges ranges;

  FirstPass(FitTally tally, int slots) {
    this.tally = tally;
    this.ranges = new SlotRanges(slots);
  }

  FirstPass add(Passed part) {
    if (part instanceof ColumnBlock block) {
      ranges.add(block);
    } else {
      tally.merge((FitTally) part);
    }
    return this;
  }

  FirstPass merge(FirstPass other) {
    tally.merge(other.tally);
    ranges.merge(other.ranges);
    return this;
  }

  FitTally tally() {
    return tally;
  }

  SlotRanges ranges() {
    return ranges;
  }
}

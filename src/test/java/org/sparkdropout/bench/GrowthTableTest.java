package org.sparkdropout.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrowthTableTest {
  /** 1,000 us a row: 900 in steps, 100 in averaging. */
  private static final GrowthTable.Epoch LARGEST = new GrowthTable.Epoch(1000, 100, 10, 0.9, 0.1);

  @Test
  void ofLinear_twiceTheTimeOfARow_isTwo() {
    GrowthTable.Epoch small = new GrowthTable.Epoch(100, 10, 1, 0.15, 0.05);
    GrowthTable table = new GrowthTable(List.of(small, LARGEST));
    assertEquals(2, table.ofLinear(small), 1e-12);
    assertEquals(1, table.ofLinear(LARGEST), 1e-12);
  }

  @Test
  void text_rowsThatTakeLonger_saysWhatTakesTheTime() {
    GrowthTable.Epoch small = new GrowthTable.Epoch(100, 5, 1, 0.15, 0.05);
    String text = new GrowthTable(List.of(small, LARGEST)).text();
    assertTrue(
        text.contains(
            "100 rows are 100% off linear: a row takes +400.00 us in averaging (5.0 steps a round against 10.0)"),
        text);
    assertTrue(
        text.contains("+600.00 us in steps (of 20.0 rows, all replicas together, against 10.0)"),
        text);
  }

  @Test
  void text_withinATenth_givesNoReason() {
    GrowthTable.Epoch small = new GrowthTable.Epoch(100, 10, 1, 0.095, 0.012);
    assertFalse(new GrowthTable(List.of(small, LARGEST)).text().contains("off linear"));
  }
}

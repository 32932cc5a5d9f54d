package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.sparkdropout.head.TargetScale;

class NumberTallyTest {
  private static final LabelColumn COLUMN =
      LabelColumn.of(new StructField("y", DataTypes.DoubleType, true, Metadata.empty()));

  private static NumberTally tally() {
    return new NumberTally(COLUMN, false);
  }

  private static TargetScale scale(NumberTally tally) {
    return tally.scale().orElseThrow();
  }

  @Test
  void scale_ofWeightedLabels_isTheirMeanAndDeviation() {
    NumberTally tally = tally();
    tally.add(new double[] {1}, 1);
    tally.add(new double[] {4}, 3);
    tally.add(new double[] {100}, 0);

    assertThat(scale(tally).means()).containsExactly(3.25);
    assertThat(scale(tally).deviations()[0]).isCloseTo(Math.sqrt(1.6875), within(1e-15));
    assertThat(tally.constantAnswer()).contains(new ConstantAnswer("the mean label", 1.6875));
  }

  /** Moments that are summed up in double precision would have lost all digits. */
  @Test
  void scale_ofLabelsFarFromZero_keepsTheirSpread() {
    NumberTally tally = tally();
    for (int i = 0; i < 5; i++) {
      tally.add(new double[] {1e15 + i}, 1);
    }
    assertThat(scale(tally).means()).containsExactly(1e15 + 2);
    assertThat(scale(tally).deviations()[0]).isCloseTo(Math.sqrt(2), within(1e-15));
  }

  @Test
  void scale_anyOrderAndParts_isTheSameToTheBit() {
    Random random = new Random(2);
    double[] labels = random.doubles(3000, -1e9, 1e9).toArray();
    double[] weights = random.doubles(3000).toArray();
    NumberTally once = tally();
    NumberTally first = tally();
    NumberTally second = tally();
    for (int i = 0; i < labels.length; i++) {
      int back = labels.length - 1 - i;
      once.add(new double[] {labels[i]}, weights[i]);
      (back % 3 == 0 ? first : second).add(new double[] {labels[back]}, weights[back]);
    }
    first.add((LabelTally) second);

    assertThat(scale(first)).isEqualTo(scale(once));
  }

  @Test
  void scale_labelsAllTheSame_hasADeviationOfOne() {
    NumberTally tally = tally();
    tally.add(new double[] {0.1}, 0.3f);
    tally.add(new double[] {0.1}, 0.7f);

    assertThat(scale(tally)).isEqualTo(new TargetScale(new double[] {0.1}, new double[] {1}));
    assertThat(tally.constantAnswer()).isEqualTo(Optional.empty());
    assertThat(tally.warnings(tally())).hasSize(1);
  }
}

package org.sparkdropout.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExactSumTest {
  private static final int NUMBERS = 2000;

  /** Numbers of very different sizes, which cancel. */
  private static List<Double> numbers(long seed) {
    Random random = new Random(seed);
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < NUMBERS; i++) {
      double number = Math.scalb(random.nextGaussian(), random.nextInt(400) - 200);
      numbers.add(number);
      if (random.nextBoolean()) {
        numbers.add(-number);
      }
    }
    return numbers;
  }

  private static ExactSum sum(List<Double> numbers) {
    ExactSum sum = new ExactSum();
    numbers.forEach(sum::add);
    return sum;
  }

  @Test
  void value_anyNumbers_isTheSumOfDecimals() {
    for (long seed = 0; seed < 5; seed++) {
      List<Double> numbers = numbers(seed);
      BigDecimal expected =
          numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(sum(numbers).value()).isEqualByComparingTo(expected);
    }
  }

  @Test
  void value_anyOrderAndParts_isTheSame() {
    List<Double> numbers = numbers(9);
    BigDecimal once = sum(numbers).value();
    Collections.shuffle(numbers, new Random(1));
    ExactSum parts = sum(numbers.subList(0, 700));
    parts.add(sum(numbers.subList(700, numbers.size())));
    assertThat(parts.value()).isEqualByComparingTo(once);
  }

  @Test
  void addProduct_ofTwoNumbers_losesNothing() {
    double first = 1 + Math.ulp(1.0);
    double second = 3 - 5 * Math.ulp(2.0);
    ExactSum sum = new ExactSum();
    sum.addProduct(first, second);
    assertThat(sum.value())
        .isEqualByComparingTo(new BigDecimal(first).multiply(new BigDecimal(second)));
  }

  @Test
  void value_nothingAdded_isZero() {
    assertThat(new ExactSum().value()).isZero();
  }
}

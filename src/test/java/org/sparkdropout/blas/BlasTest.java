package org.sparkdropout.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkdropout.blas.NaiveProduct.Operands;

class BlasTest {
  private static final int[] SIZES = {1, 2, 3, 5, 8, 13, 17, 33, 100};
  private static final int[] OFFSETS = {0, 1, 7, 100_003};

  static List<Blas> implementations() {
    return List.of(Blas.java(), Blas.choose("native"));
  }

  static Stream<Arguments> forms() {
    return implementations().stream()
        .flatMap(
            blas -> Arrays.stream(NaiveProduct.values()).map(form -> Arguments.of(blas, form)));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void product_awkwardShapes_equalsNaiveLoops(Blas blas, NaiveProduct form) {
    for (int m : SIZES) {
      for (int n : SIZES) {
        for (int k : SIZES) {
          assertProduct(blas, form, new Operands(m, n, k, OFFSETS[(m + n + k) % 3]), 1f, 0f);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void product_largeOffset_leavesPaddingAlone(Blas blas, NaiveProduct form) {
    for (int offset : OFFSETS) {
      assertProduct(blas, form, new Operands(9, 31, 65, offset), 1f, 1f);
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void product_alphaAndBeta_scaleProductAndOutput(Blas blas, NaiveProduct form) {
    for (float alpha : new float[] {0f, 1f, -0.5f, 3f}) {
      for (float beta : new float[] {0f, 1f, -0.25f, 0.9f}) {
        assertProduct(blas, form, new Operands(7, 129, 30, 3), alpha, beta);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void product_betaZero_overwritesNaN(Blas blas, NaiveProduct form) {
    for (int k : new int[] {0, 1, 200}) {
      Operands operands = new Operands(6, 50, k, 2);
      Arrays.fill(operands.c, Float.NaN);
      form.compute(blas, operands, 1f, 0f);
      assertThat(Arrays.copyOfRange(operands.c, 2, 2 + 6 * 50)).doesNotContain(Float.NaN);
      assertThat(operands.c).startsWith(Float.NaN, Float.NaN).endsWith(Float.NaN, Float.NaN);
    }
  }

  @ParameterizedTest
  @MethodSource("forms")
  void product_depthZero_scalesOutput(Blas blas, NaiveProduct form) {
    assertProduct(blas, form, new Operands(3, 4, 0, 5), 2f, 0.5f);
    assertProduct(blas, form, new Operands(3, 4, 0, 5), 2f, 1f);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void product_noRowsOrNoColumns_touchesNothing(Blas blas, NaiveProduct form) {
    assertProduct(blas, form, new Operands(0, 4, 3, 5), 1f, 0f);
    assertProduct(blas, form, new Operands(4, 0, 3, 5), 1f, 0f);
  }

  @ParameterizedTest
  @MethodSource("implementations")
  void product_fromManyThreads_hasTheBitsOfOne(Blas blas) {
    float[] alone = product(blas);
    boolean equal =
        IntStream.range(0, 64).parallel().allMatch(i -> Arrays.equals(alone, product(blas)));
    assertThat(equal).isTrue();
  }

  @Test
  void instance_again_isTheSame() {
    assertThat(Blas.instance()).isSameAs(Blas.instance());
  }

  @Test
  void kernelFamily_ofEachImplementation_differs() {
    assertThat(Blas.java().kernelFamily()).startsWith("netlib-java").doesNotContain(" ");
    assertThat(Blas.java().description()).contains("pure Java");
  }

  @Test
  void choose_unknownValue_tellsTheValues() {
    assertThatThrownBy(() -> Blas.choose("mkl"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sparkdropout.blas must be native or java. Provided value: mkl");
  }

  private static float[] product(Blas blas) {
    Operands operands = new Operands(64, 70, 90, 0);
    blas.multiply(operands.c, 0, operands.a, 0, operands.b, 0, 64, 70, 90, 1f, 0f);
    return operands.c;
  }

  /** Entries are below 1, so a sum of k products rounds by less than k * k * 2^-24 in any order. */
  static void assertProduct(
      Blas blas, NaiveProduct form, Operands operands, float alpha, float beta) {
    float[] expected = form.expected(operands, alpha, beta);
    form.compute(blas, operands, alpha, beta);
    float tolerance = (operands.k * operands.k + 2) * Math.scalb(1f, -24) * (Math.abs(alpha) + 1);
    for (int i = 0; i < expected.length; i++) {
      boolean padding = i < operands.offset || i >= operands.offset + operands.m * operands.n;
      if (Math.abs(operands.c[i] - expected[i]) > (padding ? 0f : tolerance)) {
        throw new AssertionError(
            "%s %s (%d, %d, %d) offset %d entry %d: %s instead of %s"
                .formatted(
                    blas,
                    form,
                    operands.m,
                    operands.n,
                    operands.k,
                    operands.offset,
                    i,
                    operands.c[i],
                    expected[i]));
      }
    }
  }
}

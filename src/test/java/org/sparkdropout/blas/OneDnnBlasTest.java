package org.sparkdropout.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sparkdropout.blas.NaiveProduct.Operands;

/** Runs where the processor multiplies bfloat16 numbers. */
class OneDnnBlasTest {
  private static final int[] SIZES = {1, 2, 3, 8, 17, 33, 100};

  private final Blas blas = Blas.of(Precision.BFLOAT16);

  @BeforeEach
  void onlyWhereBfloat16IsMultiplied() {
    assumeTrue(Blas.multipliesBfloat16(blas.kernelFamily()), blas::description);
  }

  @ParameterizedTest
  @EnumSource(NaiveProduct.class)
  void product_awkwardShapes_isThatOfRoundedOperandsInFloat(NaiveProduct form) {
    for (int m : SIZES) {
      for (int n : SIZES) {
        for (int k : SIZES) {
          Operands rounded = new Operands(m, n, k, (m + n + k) % 3).roundedToBfloat16();
          BlasTest.assertProduct(blas, form, rounded, 1f, 0f);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(NaiveProduct.class)
  void product_alphaAndBeta_scaleProductAndOutput(NaiveProduct form) {
    for (float alpha : new float[] {0f, 1f, -0.5f}) {
      for (float beta : new float[] {0f, 1f, 0.9f}) {
        Operands rounded = new Operands(70, 129, 30, 3).roundedToBfloat16();
        BlasTest.assertProduct(blas, form, rounded, alpha, beta);
      }
    }
  }

  /** More than one piece of every operand and of the product. */
  @ParameterizedTest
  @EnumSource(NaiveProduct.class)
  void product_large_isThatOfRoundedOperands(NaiveProduct form) {
    BlasTest.assertProduct(
        blas, form, new Operands(130, 257, 513, 7).roundedToBfloat16(), -0.1f, 0.9f);
  }

  @ParameterizedTest
  @EnumSource(NaiveProduct.class)
  void product_betaZero_overwritesNaN(NaiveProduct form) {
    Operands operands = new Operands(6, 50, 9, 2);
    Arrays.fill(operands.c, Float.NaN);
    form.compute(blas, operands, 1f, 0f);
    assertThat(Arrays.copyOfRange(operands.c, 2, 2 + 6 * 50)).doesNotContain(Float.NaN);
    assertThat(operands.c).startsWith(Float.NaN, Float.NaN).endsWith(Float.NaN, Float.NaN);
  }

  @Test
  void product_ofFloats_roundsToNearestEven() {
    float tieToEven = 1f + 0x1p-8f;
    float tieToOdd = 1f + 3 * 0x1p-8f;
    float[] c = new float[2];
    blas.multiply(c, 0, new float[] {tieToEven, tieToOdd}, 0, new float[] {1}, 0, 2, 1, 1, 1f, 0f);
    assertThat(c).containsExactly(1f, 1f + 4 * 0x1p-8f);
  }

  @Test
  void product_ofInfiniteOperand_isNotFinite() {
    float[] c = new float[1];
    blas.multiply(
        c, 0, new float[] {Float.POSITIVE_INFINITY}, 0, new float[] {1}, 0, 1, 1, 1, 1, 0);
    assertThat(c[0]).isInfinite();
    blas.multiply(c, 0, new float[] {Float.NaN}, 0, new float[] {1}, 0, 1, 1, 1, 1, 0);
    assertThat(c[0]).isNaN();
  }

  @Test
  void product_fromManyThreads_hasTheBitsOfOne() {
    float[] alone = product(64);
    assertThat(IntStream.range(0, 64).parallel().allMatch(i -> Arrays.equals(alone, product(64))))
        .isTrue();
  }

  @Test
  void product_ofHeldOperands_seesTheirChangesOnlyWhenReleased() {
    float[] c = new float[1];
    float[] weights = {3, 5};
    blas.hold(weights);
    assertThat(timesTwo(c, weights, 0)).isEqualTo(6);
    assertThat(timesTwo(c, weights, 1)).isEqualTo(10);
    weights[1] = 7;
    assertThat(timesTwo(c, weights, 1)).isEqualTo(10);
    assertThat(timesTwo(c, weights.clone(), 1)).isEqualTo(14);
    blas.release();
    assertThat(timesTwo(c, weights, 1)).isEqualTo(14);
    blas.hold(new float[] {9, 9});
    assertThat(timesTwo(c, weights, 0)).isEqualTo(6);
    blas.release();
  }

  private float timesTwo(float[] c, float[] weights, int offset) {
    blas.multiply(c, 0, new float[] {2}, 0, weights, offset, 1, 1, 1, 1f, 0f);
    return c[0];
  }

  @Test
  void product_ofMoreShapesThanAreKept_staysRight() {
    float[] first = product(40);
    for (int rows = 41; rows < 120; rows++) {
      product(rows);
    }
    assertThat(product(40)).containsExactly(first);
  }

  /**
   * Threads that native code starts bear the name of the one that starts them, and OpenMP's stay.
   */
  @Test
  void product_runsOnItsCallersThreadAlone() throws Exception {
    Set<String> bearers = new HashSet<>();
    Thread caller = new Thread(() -> multiplyAndList(bearers), "multiplies");
    caller.start();
    caller.join();
    assertThat(bearers).hasSize(1);
  }

  /** DL4J sets OpenMP's threads for the thread it runs on; here this does. */
  @Test
  void product_afterSomeoneRaisedThreads_runsOnOneAndLeavesThemRaised() {
    product(64);
    Function setNumThreads = openMp("omp_set_num_threads");
    setNumThreads.invokeVoid(new Object[] {2});
    try {
      Operands operands = new Operands(32, 64, 4096, 0);
      float[] alone = operands.c.clone();
      CompletableFuture.runAsync(() -> gradient(alone, operands)).join();
      gradient(operands.c, operands);
      assertThat(operands.c).containsExactly(alone);
      assertThat(openMp("omp_get_max_threads").invokeInt(new Object[0])).isEqualTo(2);
    } finally {
      setNumThreads.invokeVoid(new Object[] {1});
    }
  }

  private void gradient(float[] c, Operands x) {
    blas.multiplyTransposedA(c, 0, x.a, 0, x.b, 0, x.m, x.n, x.k, 1f, 0f);
  }

  private static Function openMp(String name) {
    return Function.getFunction(new Pointer(Loader.addressof(name).address()));
  }

  private void multiplyAndList(Set<String> bearers) {
    product(512);
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      threads
          .filter(thread -> nameOf(thread).equals("multiplies"))
          .forEach(thread -> bearers.add(thread.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private float[] product(int rows) {
    Operands operands = new Operands(rows, 70, 90, 0);
    blas.multiply(operands.c, 0, operands.a, 0, operands.b, 0, rows, 70, 90, 1f, 0f);
    return operands.c;
  }

  private static String nameOf(Path thread) {
    try {
      return Files.readString(thread.resolve("comm")).strip();
    } catch (IOException e) {
      return "ended";
    }
  }
}

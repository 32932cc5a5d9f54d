package org.sparkdropout.blas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackingTest {
  private static final int ROWS = 16;

  /** 5 inputs, 33 rectified units, 3 outputs. */
  private static final List<DenseLayer> LAYERS =
      List.of(new DenseLayer(0, 165, 5, 33, true), new DenseLayer(198, 297, 33, 3, false));

  /**
   * Packs a layer.
   *
   * @param arguments none
   */
  public static void main(String[] arguments) {
    System.out.println("packs " + Blas.instance().pack(ROWS, gaussian(301), LAYERS).isPresent());
  }

  private static PackedLayers pack(float[] values) {
    Optional<PackedLayers> packed = Blas.instance().pack(ROWS, values, LAYERS);
    assumeTrue(packed.isPresent(), "oneDNN is not there for this platform");
    return packed.orElseThrow();
  }

  @Test
  void run_twoLayers_isThatOfLoops() {
    float[] values = gaussian(301);
    float[] rows = gaussian(ROWS * 5);
    float[] result = run(pack(values), rows);
    for (int row = 0; row < ROWS; row++) {
      float[] hidden = naive(Arrays.copyOfRange(rows, row * 5, row * 5 + 5), values, 0);
      float[] expected = naive(hidden, values, 1);
      for (int unit = 0; unit < 3; unit++) {
        assertThat(result[row * 3 + unit]).isCloseTo(expected[unit], within(1e-4f));
      }
    }
  }

  /** The sum of infinite values of both signs must not pass for a unit that is silent. */
  @Test
  void run_hiddenSumThatOverflows_showsInTheResult() {
    float[] values = new float[301];
    Arrays.fill(values, 0, 165, 1f);
    float[] rows = new float[ROWS * 5];
    rows[0] = Float.POSITIVE_INFINITY;
    rows[1] = Float.NEGATIVE_INFINITY;
    assertThat(run(pack(values), rows)).startsWith(Float.NaN, Float.NaN, Float.NaN, 0f);
  }

  @Test
  void pack_valuesThatChangeAfterwards_areNotSeen() {
    float[] values = gaussian(301);
    float[] rows = gaussian(ROWS * 5);
    PackedLayers packed = pack(values);
    float[] before = run(packed, rows);
    Arrays.fill(values, 0f);
    assertThat(run(packed, rows)).containsExactly(before);
  }

  @Test
  void run_fromManyThreads_hasTheBitsOfOne() {
    PackedLayers packed = pack(gaussian(301));
    float[] rows = gaussian(ROWS * 5);
    float[] alone = run(packed, rows);
    assertThat(
            IntStream.range(0, 64)
                .parallel()
                .allMatch(i -> Arrays.equals(alone, run(packed, rows))))
        .isTrue();
  }

  @Test
  void pack_java_packsNothing() {
    assertThat(Blas.java().pack(ROWS, gaussian(301), LAYERS)).isEmpty();
  }

  @Test
  void pack_withoutOneDnn_packsNothing() throws Exception {
    String classPath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("dnnl"))
            .collect(Collectors.joining(File.pathSeparator));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                PackingTest.class.getName())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    assertThat(text).contains("packs false");
  }

  private static float[] run(PackedLayers packed, float[] rows) {
    float[] result = new float[ROWS * 3];
    try (PackedRun run = packed.newRun()) {
      for (int row = 0; row < ROWS; row++) {
        run.put(row, Arrays.copyOfRange(rows, row * 5, row * 5 + 5));
      }
      run.run(result);
    }
    return result;
  }

  private static float[] naive(float[] below, float[] values, int index) {
    DenseLayer layer = LAYERS.get(index);
    float[] above = new float[layer.units()];
    for (int unit = 0; unit < layer.units(); unit++) {
      above[unit] = values[layer.biasOffset() + unit];
      for (int input = 0; input < layer.inputs(); input++) {
        above[unit] += below[input] * values[layer.weightOffset() + input * layer.units() + unit];
      }
      above[unit] = layer.rectified() ? Math.max(above[unit], 0f) : above[unit];
    }
    return above;
  }

  private static float[] gaussian(int size) {
    Random random = new Random(size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}

package org.sparkdropout.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.dropout.WeightScaling;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;
import org.sparkdropout.network.Weights;

class FirstLayerTest {
  private static InferenceNetwork network(int inputs, int... hidden) {
    Topology topology = new Topology(inputs, hidden, 3, Activation.RELU);
    Random random = new Random(3);
    float[] values = new float[topology.parameters()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return WeightScaling.scale(new Weights(topology, values), Dropout.none(topology));
  }

  private static BufferedImage read(FirstLayer layer) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(layer.png())));
  }

  /** Every pixel of the picture is the weight that a naive look-up finds. */
  @Test
  void of_network_drawsEachWeightInItsPlace() throws IOException {
    InferenceNetwork network = network(12, 130, 4);
    FirstLayer layer = FirstLayer.of(network, 4);
    BufferedImage image = read(layer);
    assertThat(layer.units()).hasSize(64).contains(0, 2, 4, 65, 127).isSorted();
    assertThat(List.of(layer.width(), layer.height(), layer.columns())).containsExactly(4, 3, 8);
    assertThat(image.getWidth()).isEqualTo(8 * 5 - 1);
    assertThat(image.getHeight()).isEqualTo(8 * 4 - 1);
    for (int shown = 0; shown < 64; shown++) {
      for (int pixel = 0; pixel < 12; pixel++) {
        float weight = network.parameters()[pixel * 130 + layer.units().get(shown)];
        int argb = image.getRGB(shown % 8 * 5 + pixel % 4, shown / 8 * 4 + pixel / 4);
        double share = Math.min(1, Math.abs(weight) / layer.scale());
        assertThat(Math.abs((argb >>> 24) - 255 * share)).isLessThan(2);
        if (share > 0.1) {
          assertThat((argb >> 16 & 255) > (argb & 255)).isEqualTo(weight > 0);
        }
      }
    }
  }

  @Test
  void of_network_hasTheScaleThatFewWeightsPass() {
    InferenceNetwork network = network(100, 64);
    double scale = FirstLayer.of(network, 10).scale();
    float[] first = Arrays.copyOf(network.parameters(), 6400);
    long beyond = IntStream.range(0, 6400).filter(i -> Math.abs(first[i]) > scale).count();
    assertThat(beyond).isBetween(30L, 33L);
  }

  @Test
  void of_fewUnits_fillsTheGridWithNothing() throws IOException {
    FirstLayer layer = FirstLayer.of(network(64, 5), 8);
    assertThat(layer.units()).containsExactly(0, 1, 2, 3, 4);
    assertThat(layer.columns()).isEqualTo(3);
    assertThat(read(layer).getRGB(2 * 9 + 3, 9 + 3) >>> 24).isZero();
  }

  @Test
  void of_weightsThatAreAllZero_isTransparent() throws IOException {
    Topology topology = new Topology(64, new int[] {4}, 3, Activation.RELU);
    Weights zeros = new Weights(topology, new float[topology.parameters()]);
    FirstLayer layer = FirstLayer.of(WeightScaling.scale(zeros, Dropout.none(topology)), 8);
    assertThat(layer.scale()).isZero();
    assertThat(read(layer).getRGB(3, 3) >>> 24).isZero();
  }

  /** Ten arms of pictures must leave room in a page of 5 MB. */
  @ParameterizedTest
  @CsvSource({"784, 28, 64", "1024, 32, 64", "16384, 128, 4", "65536, 256, 1"})
  void of_picturesOfAnySize_areSmall(int features, int width, int units) {
    FirstLayer layer = FirstLayer.of(network(features, 100), width);
    assertThat(layer.units()).hasSize(units);
    assertThat(layer.png()).hasSizeLessThan(120_000);
  }

  @Test
  void inspection_withoutPicturesOrHiddenLayers_hasNoFirstLayer() {
    ImageWidth guessed = new ImageWidth(0, true);
    assertThat(Inspection.of(network(64, 4), List.of(), guessed).firstLayer()).isNotNull();
    assertThat(Inspection.of(network(63, 4), List.of(), guessed).firstLayer()).isNull();
    assertThat(Inspection.of(network(64), List.of(), guessed).firstLayer()).isNull();
    assertThat(Inspection.of(network(66_049, 2), List.of(), guessed).firstLayer()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0, true, 784, 28",
    "0, true, 64, 8",
    "0, true, 49, 0",
    "0, true, 785, 0",
    "0, false, 784, 0",
    "56, true, 784, 56",
    "56, false, 784, 56",
    "3, true, 6, 3"
  })
  void imageWidth_isGivenOrGuessed(int given, boolean guesses, int features, int width) {
    assertThat(new ImageWidth(given, guesses).of(features).orElse(0)).isEqualTo(width);
  }

  @Test
  void imageWidth_thatDoesNotDivideTheFeatures_isRefused() {
    assertThatThrownBy(() -> new ImageWidth(30, true).of(784))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "compare.imageWidth must divide the number of features, 784. Provided value: 30. Set the width of the pictures in pixels, or 0");
  }
}

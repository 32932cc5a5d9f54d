package org.sparkdropout.golden;

import com.fasterxml.jackson.databind.JsonNode;
import org.sparkdropout.network.Thinning;

/** One training step of a framework; its masks are the thinning of ours. */
public final class GoldenStep implements Thinning {
  private final JsonNode node;
  private final double[][] multipliers;

  GoldenStep(JsonNode node) {
    this.node = node;
    this.multipliers =
        GoldenCase.elements(node.path("multipliers"))
            .map(GoldenCase::numbers)
            .toArray(double[][]::new);
  }

  /** Logits, gradient, weights or velocity, as they are called in the file. */
  public double[] values(String key) {
    return GoldenCase.numbers(node.get(key));
  }

  /** The sum of weighted losses divided by the rows. */
  public double loss() {
    return node.get("loss").doubleValue();
  }

  /** The multipliers of a level, (rows, units). */
  public double[] multipliers(int layer) {
    return multipliers[layer];
  }

  @Override
  public boolean thins(int layer) {
    return multipliers[layer].length > 0;
  }

  @Override
  public void thin(float[] values, int layer, int rows, int units) {
    for (int i = 0; i < rows * units; i++) {
      values[i] *= (float) multipliers[layer][i];
    }
  }

  @Override
  public void multipliers(float[] out, int layer, int rows, int units) {
    for (int i = 0; i < rows * units; i++) {
      out[i] = (float) multipliers[layer][i];
    }
  }
}

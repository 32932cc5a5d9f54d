package org.sparkdropout.inspect;

import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.sparkdropout.dropout.InferenceNetwork;

/**
 * What a trained network looks like inside.
 *
 * @param activity of its hidden units
 * @param firstLayer as pictures; null where the features are no pictures, or there is no hidden
 *     layer
 */
public record Inspection(HiddenActivity activity, FirstLayer firstLayer) {
  /**
   * Looks into a network.
   *
   * @param network scaled for inference
   * @param rows of features, as {@link SampledRows} gives them
   * @param images what pictures the features are
   * @return small, with nothing of the network in it
   * @throws IllegalArgumentException if the features cannot be pictures of the given width
   */
  public static Inspection of(InferenceNetwork network, List<Vector> rows, ImageWidth images) {
    int features = network.topology().inputs();
    FirstLayer firstLayer =
        FirstLayer.canShow(network.topology()) && images.of(features).isPresent()
            ? FirstLayer.of(network, images.of(features).getAsInt())
            : null;
    return new Inspection(HiddenActivity.of(network, rows), firstLayer);
  }
}

package org.sparkdropout.keras;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights in a file, read once the model says which there must be, and how large they are. */
@FunctionalInterface
interface WeightFile {
  /**
   * Reads the weights of all layers that have any.
   *
   * @return by layer and by their Keras names, such as {@code kernel}, as float32
   * @throws KerasFormatException if a layer has others than it must have
   */
  Map<String, Map<String, INDArray>> read(Sequential model);
}

package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What Keras has saved of a model.
 *
 * @param config the model
 * @param training how it was compiled; missing if it was not
 * @param weights of each layer by their Keras names, such as {@code kernel}, as float32
 */
record SavedModel(JsonNode config, JsonNode training, Map<String, Map<String, INDArray>> weights) {}

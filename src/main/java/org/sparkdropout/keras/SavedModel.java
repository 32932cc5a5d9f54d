package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What Keras has saved of a model.
 *
 * @param config the model
 * @param training how it was compiled; missing if it was not
 * @param weights of its layers, not read yet
 */
record SavedModel(JsonNode config, JsonNode training, WeightFile weights) {}

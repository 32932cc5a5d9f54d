package org.sparkdropout.fit;

import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.Params;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.model.ExportedModel;

/**
 * What a model is made of.
 *
 * @param exported the network, scaled for inference, and how it was trained
 * @param params what it was trained with; their uid is the model's
 */
public record FittedNetwork(ExportedModel exported, SharedParams params) {
  /**
   * Gives a model the params.
   *
   * @param <M> its type
   * @param model made of the network
   * @return the model
   */
  public <M extends Params> M withParams(M model) {
    return params.copyValues(model, ParamMap.empty());
  }
}

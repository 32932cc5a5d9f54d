package org.sparkdropout.export;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.ml.param.Param;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.fit.TrainedDropout;
import org.sparkdropout.ml.DropoutModel;
import org.sparkdropout.ml.param.Setting;
import org.sparkdropout.ml.param.TrainingSettings;
import org.sparkdropout.onnx.GraphWriter;
import org.sparkdropout.onnx.OnnxGraph;
import org.sparkdropout.onnx.OnnxNetwork;

/**
 * What exports ask of a model.
 *
 * @param model in Spark ML
 */
record NetworkStage(DropoutModel model) {
  /** What it answers. */
  AnswerForm form() {
    return AnswerForm.of(model);
  }

  /** The number of features. */
  int inputs() {
    return model.exportedNetwork().inputs();
  }

  /** The network and what is known of it. */
  OnnxNetwork onnx() {
    return new OnnxNetwork(
        model.exportedNetwork(),
        model.exported().summary(),
        model.provenance(),
        model.uid(),
        params());
  }

  /**
   * The network, of our own engine.
   *
   * @throws IllegalArgumentException if it is one of another engine
   */
  InferenceNetwork dense() {
    return model
        .inferenceNetwork()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "engine must be blas for an ONNX file to train on with. Provided: engine = %s, %s. Export the form for inference"
                        .formatted(model.exportedNetwork().engine(), model.exportedNetwork())));
  }

  /** Adds the network in its form for inference; gives the name of its scores. */
  String scores(OnnxGraph graph, String features) {
    return GraphWriter.logits(graph, model.exportedNetwork(), features);
  }

  /** What was set, but for how models alone score, which is not the file's. */
  private SortedMap<String, String> params() {
    SortedMap<String, String> params = new TreeMap<>();
    for (Param<?> param : model.params()) {
      boolean isOfModels =
          TrainingSettings.named(param.name()).filter(Setting::isOfModelsAlone).isPresent();
      if (model.isSet(param) && !isOfModels) {
        params.put(param.name(), json(param));
      }
    }
    return params;
  }

  private <T> String json(Param<T> param) {
    return param.jsonEncode(model.getOrDefault(param));
  }

  /**
   * The probability of dropping an input of each layer in training, first layer first.
   *
   * @throws IllegalArgumentException if training did not drop, but multiplied by Gaussian noise, or
   *     the network is one of another engine
   */
  List<Double> dropout() {
    Dropout dropout = TrainedDropout.of(dense(), model);
    if (dropout.kind() == Dropout.Kind.GAUSSIAN) {
      throw new IllegalArgumentException(
          "dropoutKind must be classic or inverted for an ONNX file to train on with: ONNX has no operator that multiplies by noise. Provided value: gaussian. Export the form for inference");
    }
    return IntStream.range(0, dropout.layers()).mapToObj(dropout::dropout).toList();
  }
}

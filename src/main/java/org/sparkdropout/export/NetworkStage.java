package org.sparkdropout.export;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.fit.TrainedDropout;
import org.sparkdropout.ml.DropoutClassificationModel;
import org.sparkdropout.onnx.GraphWriter;
import org.sparkdropout.onnx.OnnxGraph;
import org.sparkdropout.onnx.OnnxNetwork;
import org.sparkdropout.onnx.OnnxOutputs;

/**
 * What exports ask of a model.
 *
 * @param model in Spark ML
 */
record NetworkStage(DropoutClassificationModel model) {
  /** The names of the model's columns; where one is empty, its default. */
  OnnxOutputs names() {
    return new OnnxOutputs(
        name(model.getRawPredictionCol(), "rawPrediction"),
        name(model.getProbabilityCol(), "probability"),
        name(model.getPredictionCol(), "prediction"));
  }

  private static String name(String given, String byDefault) {
    return given.isEmpty() ? byDefault : given;
  }

  /** One a class; empty for none. */
  List<Double> thresholds() {
    return model.isDefined(model.thresholds())
        ? Arrays.stream(model.getThresholds()).boxed().toList()
        : List.of();
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

  /** Adds the network in its form for inference; gives the name of its logits. */
  String logits(OnnxGraph graph, String features) {
    return GraphWriter.logits(graph, model.exportedNetwork(), features);
  }

  private SortedMap<String, String> params() {
    SortedMap<String, String> params = new TreeMap<>();
    for (Param<?> param : model.params()) {
      if (model.isSet(param)) {
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

  /**
   * A copy that answers in columns of {@link #names()}.
   *
   * @param handleInvalid what it does with rows that hold NaN
   */
  DropoutClassificationModel answering(String handleInvalid) {
    OnnxOutputs names = names();
    DropoutClassificationModel copy = model.copy(ParamMap.empty());
    copy.setHandleInvalid(handleInvalid);
    copy.setRawPredictionCol(names.logits());
    copy.setProbabilityCol(names.probabilities());
    copy.setPredictionCol(names.prediction());
    return copy;
  }
}

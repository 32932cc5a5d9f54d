package org.sparkdropout.dl4j.onnx;

import org.sparkdropout.dl4j.Dl4jNetwork;
import org.sparkdropout.onnx.GraphWriter;
import org.sparkdropout.onnx.OnnxGraph;
import org.sparkdropout.score.ExportedNetwork;

/** Networks of DL4J as nodes. */
public final class Dl4jGraphWriter implements GraphWriter {
  @Override
  public String engine() {
    return Dl4jNetwork.ENGINE;
  }

  @Override
  public String logits(ExportedNetwork network, OnnxGraph graph, String features) {
    return MultiLayerGraph.logits(graph, (Dl4jNetwork) network, features);
  }
}

package org.sparkdropout.dl4j;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.CRC32;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * An activation that changes nothing and notes, in training, which of its inputs are zero: above a
 * dropout of inputs that are not, that is the mask, whoever drew it. For all networks of a process.
 */
public final class MaskRecorder extends BaseActivationFunction {
  private static final long serialVersionUID = 1L;
  private static final Queue<Long> MASKS = new ConcurrentLinkedQueue<>();

  /** A network that drops half of its inputs, and records which. */
  static MultiLayerConfiguration network(int inputs, int classes) {
    return new NeuralNetConfiguration.Builder()
        .seed(12345)
        .updater(new Sgd(0.01))
        .trainingWorkspaceMode(WorkspaceMode.NONE)
        .inferenceWorkspaceMode(WorkspaceMode.NONE)
        .list()
        .layer(new DropoutLayer.Builder(0.5).nIn(inputs).nOut(inputs).build())
        .layer(new ActivationLayer.Builder().activation(new MaskRecorder()).build())
        .layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(inputs)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .build())
        .build();
  }

  /** Checksums of the masks since the last call, in no order. */
  static List<Long> take() {
    List<Long> taken = MASKS.stream().sorted().toList();
    MASKS.clear();
    return taken;
  }

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    if (training) {
      CRC32 sum = new CRC32();
      for (float value : in.dup('c').data().asFloat()) {
        sum.update(value == 0 ? 0 : 1);
      }
      MASKS.add(sum.getValue());
    }
    return in;
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    return new Pair<>(epsilon, null);
  }

  @Override
  public String toString() {
    return "recorder";
  }
}

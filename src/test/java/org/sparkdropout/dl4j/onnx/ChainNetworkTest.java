package org.sparkdropout.dl4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sparkdropout.onnx.ForeignFile.ROWS;
import static org.sparkdropout.onnx.ForeignFile.asTwoClasses;
import static org.sparkdropout.onnx.ForeignFile.runtime;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.onnx.ForeignFile;
import org.sparkdropout.onnx.OnnxChain;

/** Files as other exporters write them, in DL4J, against what ONNX Runtime computes of them. */
class ChainNetworkTest {
  private static final float TOLERANCE = 1e-5f;

  private final ForeignFile file = new ForeignFile();

  private static float[] dl4j(byte[] bytes, float[] inputs) {
    return ChainNetwork.network(OnnxChain.read(bytes, "f"), TargetKind.CLASS)
        .output(Nd4j.createFromArray(inputs).reshape('c', ROWS, inputs.length / ROWS))
        .dup('c')
        .reshape(-1)
        .toFloatVector();
  }

  private void assertAgrees(int opset, float factor) {
    byte[] bytes = file.bytes(opset);
    float[] rows = file.inputs();
    for (int i = 0; i < rows.length; i++) {
      rows[i] *= factor;
    }
    assertThat(dl4j(bytes, rows)).containsExactly(runtime(bytes, rows), within(TOLERANCE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Relu", "Sigmoid", "Tanh"})
  void chainOfOneActivation_isWhatOnnxRuntimeComputes(String type) {
    file.gemm(4, 6).plain(type).matMul(6, 5, 5).plain(type).gemm(5, 3).plain("Softmax");
    assertAgrees(13, 1);
  }

  @ParameterizedTest
  @CsvSource({"LeakyRelu, 0.3", "Elu, 0.7"})
  void activationsWithAlpha_areWhatOnnxRuntimeComputes(String type, float alpha) {
    file.gemm(4, 6).withAlpha(type, alpha).gemm(6, 3).plain("Softmax");
    assertAgrees(12, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "LeakyRelu, 12",
    "Elu, 12",
    "Selu, 12",
    "Softplus, 12",
    "Softsign, 12",
    "HardSigmoid, 12",
    "Gelu, 20",
    "Mish, 18"
  })
  void otherActivations_areWhatOnnxRuntimeComputes(String type, int opset) {
    file.gemm(4, 6).plain(type).gemm(6, 3).plain("Softmax");
    assertAgrees(opset, 1);
  }

  /** Where DL4J's own softplus is infinite. */
  @ParameterizedTest
  @ValueSource(strings = {"Softplus", "Mish", "Gelu", "Elu", "Selu", "Softsign", "HardSigmoid"})
  void sumsFarFromZero_areWhatOnnxRuntimeComputes(String type) {
    file.gemm(4, 6).plain(type).gemm(6, 3).plain("Softmax");
    assertAgrees(20, 100);
  }

  @Test
  void layersWithoutActivation_areWhatOnnxRuntimeComputes() {
    file.gemm(4, 6).matMul(6, 5, 5).gemm(5, 3).plain("Softmax");
    assertAgrees(13, 1);
  }

  @Test
  void oneSigmoidUnit_isTwoClasses() {
    byte[] bytes = file.gemm(4, 6).plain("Relu").gemm(6, 1).plain("Sigmoid").outputs(1).bytes(13);
    float[] rows = file.inputs();
    assertThat(dl4j(bytes, rows))
        .containsExactly(asTwoClasses(runtime(bytes, rows)), within(TOLERANCE));
  }
}

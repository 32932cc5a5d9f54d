package org.sparkdropout.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sparkdropout.model.ModelFormatException;

class OnnxGraphTest {
  @Test
  void input_ofATakenName_isRefused() {
    OnnxGraph graph = new OnnxGraph("graph");
    graph.input("mass", ElementType.FLOAT, 1);
    assertThatThrownBy(() -> graph.named("mass", "mass"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Inputs and outputs of an ONNX model must have different names. Twice: mass. Rename"
                + " that column");
  }

  @Test
  void node_ofATakenName_getsANumber() {
    OnnxGraph graph = new OnnxGraph("graph");
    graph.input("sum", ElementType.FLOAT, 1);
    assertThat(graph.node("sum", "Neg", List.of("sum"))).isEqualTo("sum_2");
    assertThat(graph.doubles("sum", new double[] {1}, 1)).isEqualTo("sum_3");
  }

  @Test
  void run_takesAnyNumberOfRows() {
    OnnxGraph graph = new OnnxGraph("graph");
    String input = graph.input("x", ElementType.DOUBLE, 2);
    String one = graph.doubles("one", new double[] {1, 2}, 2);
    String sum = graph.node("sum", "Add", List.of(input, one));
    graph.output(graph.named("y", sum), ElementType.DOUBLE, 2);
    try (OnnxSession session = OnnxSession.open(graph.bytes(Map.of("key", "value")))) {
      assertThat((double[][]) session.run(Map.of("x", new double[][] {{1, 1}})).get("y"))
          .isDeepEqualTo(new double[][] {{2, 3}});
      assertThat((double[][]) session.run(Map.of("x", new double[5][2])).get("y"))
          .hasDimensions(5, 2);
      assertThat(session.metadata()).containsEntry("key", "value");
      assertThatThrownBy(() -> session.run(Map.of("x", new double[1][3])))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageStartingWith("ONNX Runtime must be able to run the model. It says: ");
    }
  }

  @Test
  void open_noModel_isRefused() {
    assertThatThrownBy(() -> OnnxSession.open(new byte[] {1, 2, 3}))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith("ONNX Runtime must be able to load the model. It says: ");
  }
}

package org.sparkdropout.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;

/**
 * Files say what they said when other classes wrote their messages. {@code graph-v1.onnx} is what
 * {@link #bytes()} then gave. Those classes wrote the numbers of a shape as one field, and left out
 * what is 0 or empty; both are the same to readers.
 */
class EarlierFileTest {
  /** A graph with every kind of constant, attribute, input and output. */
  private static byte[] bytes() {
    OnnxGraph graph = new OnnxGraph("everything");
    String numbers = graph.input("numbers", ElementType.DOUBLE, 4);
    String texts = graph.input("texts", ElementType.STRING, 1);
    String floats =
        graph.node("floats", "Cast", List.of(numbers), OnnxAttribute.castTo(ElementType.FLOAT));
    graph.doubles("doubles", new double[] {1, -0.0, Double.NaN, 1e300}, 2, 2);
    graph.longs("longs", new long[] {0, -1, Long.MAX_VALUE}, 3);
    graph.flags("flags", new boolean[] {true, false}, 2);
    graph.text("text", "Adélie");
    graph.floats("number", new float[] {0.5f});
    graph.floats("none", new float[0], 0);
    OnnxAttribute[] attributes = {
      OnnxAttribute.integer("axis", 0),
      OnnxAttribute.integer("minus", -1),
      OnnxAttribute.number("zero", 0),
      OnnxAttribute.number("alpha", 0.25f),
      OnnxAttribute.text("empty", ""),
      OnnxAttribute.text("pattern", "a|é"),
      OnnxAttribute.integers("perm", List.of(0L, 3L, 1L, 300L)),
      OnnxAttribute.integers("pads", List.of()),
      OnnxAttribute.texts("keys", List.of("", "b"))
    };
    String encoded = graph.mlNode("encoded", "LabelEncoder", List.of(texts), attributes);
    graph.output(encoded, ElementType.INT64);
    float[] weights = new float[4 * 3 + 3 + 3 * 2 + 2];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i / 8f - 1;
    }
    InferenceNetwork network =
        InferenceNetwork.restore(new Topology(4, new int[] {3}, 2, Activation.TANH), weights);
    String logits = new DenseGraph(graph, network).logits(floats, List.of(0.2, 0.5));
    ClassOutputs.add(graph, logits, 2, new OnnxOutputs("raw", "p", "class"), List.of(0.5, 0.0));
    return graph.bytes(new TreeMap<>(Map.of("key", "value", "nothing", "")));
  }

  private static byte[] earlier() throws IOException {
    try (InputStream in = EarlierFileTest.class.getResourceAsStream("graph-v1.onnx")) {
      return in.readAllBytes();
    }
  }

  /** A message without the fields that are set to what they are anyway. */
  private static Message withoutDefaults(Message message) {
    Message.Builder builder = message.toBuilder();
    message
        .getAllFields()
        .forEach(
            (field, value) -> {
              if (field.isRepeated() && field.getJavaType() == JavaType.MESSAGE) {
                for (int i = 0; i < message.getRepeatedFieldCount(field); i++) {
                  Message one = (Message) message.getRepeatedField(field, i);
                  builder.setRepeatedField(field, i, withoutDefaults(one));
                }
              } else if (field.getJavaType() == JavaType.MESSAGE) {
                builder.setField(field, withoutDefaults((Message) value));
              } else if (!field.isRepeated() && value.equals(field.getDefaultValue())) {
                builder.clearField(field);
              }
            });
    return builder.build();
  }

  @Test
  void whatIsWritten_isTheEarlierFile() throws IOException {
    ModelProto found = ModelProto.parseFrom(bytes());
    assertThat(withoutDefaults(found)).isEqualTo(withoutDefaults(ModelProto.parseFrom(earlier())));
    assertThat(found.getUnknownFields().asMap()).isEmpty();
  }

  /** As ONNX's own library writes them, which older readers than ours take too. */
  @Test
  void shapes_areWrittenNumberByNumber() {
    TensorProto tensor = Tensors.floats("w", new float[6], 0, 6, 2, 3);
    assertThat(tensor.toByteArray()).startsWith(8, 2, 8, 3);
  }
}

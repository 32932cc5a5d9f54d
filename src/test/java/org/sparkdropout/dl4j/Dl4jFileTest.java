package org.sparkdropout.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.sparkdropout.fit.UnsupportedNetworkException;
import org.sparkdropout.head.SoftmaxCrossEntropy;

/** Zips of DL4J, and what others can make of them. */
class Dl4jFileTest {
  private static final String WEIGHTS = "coefficients.bin";
  private static final String CONFIGURATION = "configuration.json";

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network = new MultiLayerNetwork(Networks.dense(4, 3, null));
    network.init();
    return network;
  }

  private static Map<String, byte[]> saved(boolean withUpdater) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network(), bytes, withUpdater);
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static void assertRefused(Map<String, byte[]> entries, String why) throws IOException {
    byte[] file = zip(entries);
    assertThatThrownBy(() -> Dl4jFile.of(file, "net.zip"))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessageContaining("net.zip")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void zip_ofDl4j_hasItsWeights(boolean withUpdater) throws IOException {
    MultiLayerNetwork network = network();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, withUpdater);
    Dl4jFile file = Dl4jFile.of(bytes.toByteArray(), "net.zip");
    assertThat(file.weights().orElseThrow()).containsExactly(network.params().toFloatVector());
    assertThat(file.configuration().json())
        .isEqualTo(
            Dl4jConfiguration.parse(network.getLayerWiseConfigurations().toJson(), "a").json());
    assertThat(file.configuration().parameters()).isEqualTo(4 * 12 + 12 + 12 * 3 + 3);
  }

  /** An object that says when it is made again. */
  private static final class Trap implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final AtomicBoolean SPRUNG = new AtomicBoolean();

    private Object readResolve() {
      SPRUNG.set(true);
      return this;
    }
  }

  private static byte[] serialised(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"preprocessor.bin", "normalizer.bin", "updaterState.bin"})
  void javaObjects_inAnyEntry_areNotMade(String entry) throws IOException {
    Map<String, byte[]> entries = saved(false);
    entries.put(entry, serialised(new Trap()));
    Trap.SPRUNG.set(false);
    assertThat(Dl4jFile.of(zip(entries), "net.zip").weights()).isPresent();
    assertThat(Trap.SPRUNG).isFalse();
  }

  /** To make these again takes 2^100 steps. */
  @Test
  void nestedSets_areNotMade() throws IOException {
    Set<Object> root = new HashSet<>();
    Set<Object> one = root;
    Set<Object> two = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      Set<Object> below = new HashSet<>();
      Set<Object> beside = new HashSet<>();
      below.add("other");
      one.add(below);
      one.add(beside);
      two.add(below);
      two.add(beside);
      one = below;
      two = beside;
    }
    Map<String, byte[]> entries = saved(false);
    entries.put("preprocessor.bin", serialised(root));
    assertThat(Dl4jFile.of(zip(entries), "net.zip").weights()).isPresent();
  }

  /** Two gigabytes of weights in a few bytes. */
  @ParameterizedTest
  @ValueSource(longs = {Integer.MAX_VALUE, 1L << 40, -1, 100})
  void weights_thatClaimAnotherNumber_areRefused(long claimed) throws IOException {
    Map<String, byte[]> entries = saved(false);
    byte[] weights = entries.get(WEIGHTS);
    entries.put(WEIGHTS, claiming(claimed, weights.length));
    assertRefused(entries, "its configuration asks for 99 weights. It claims " + claimed);
  }

  private static byte[] claiming(long length, int size) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(8);
    out.writeUTF("LONG");
    out.write(new byte[8 * Long.BYTES]);
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(length);
    out.writeUTF("FLOAT");
    out.write(new byte[size - bytes.size()]);
    return bytes.toByteArray();
  }

  @Test
  void shapeOfWeights_thatClaimsMore_isRefused() throws IOException {
    Map<String, byte[]> entries = saved(false);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF("MIXED_DATA_TYPES");
    out.writeLong(1L << 36);
    out.writeUTF("LONG");
    out.write(new byte[500]);
    entries.put(WEIGHTS, bytes.toByteArray());
    assertRefused(entries, "the shape of its weights claims 68719476736 numbers");
  }

  /** A gigabyte of zeros in a megabyte. */
  @ParameterizedTest
  @ValueSource(strings = {WEIGHTS, CONFIGURATION})
  void entry_thatInflates_isRefusedUnread(String name) throws IOException {
    Map<String, byte[]> entries = saved(false);
    entries.remove(name);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
      zip.putNextEntry(new ZipEntry(name));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 65; i++) {
        zip.write(zeros);
      }
    }
    assertThat(bytes.size()).isLessThan(1 << 17);
    assertThatThrownBy(() -> Dl4jFile.of(bytes.toByteArray(), "net.zip"))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessageContaining("68157440 bytes");
  }

  /** Tens of gigabytes, of which the file has none. */
  @ParameterizedTest
  @ValueSource(ints = {1_000_000_000, 100_000_000})
  void configuration_thatClaimsWidths_isRefused(int units) throws IOException {
    Map<String, byte[]> entries = saved(false);
    MultiLayerConfiguration wide = Networks.dense(4, 3, null);
    String json = wide.toJson().replace("\"nout\" : 12", "\"nout\" : " + units);
    entries.put(CONFIGURATION, json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    String file = json.replace("\"nin\" : 12", "\"nin\" : " + units);
    assertThatThrownBy(
            () ->
                Dl4jStart.of(
                    Dl4jConfiguration.parse(file, "net.json"),
                    java.util.Optional.of(new float[99]),
                    4,
                    new SoftmaxCrossEntropy(3),
                    0,
                    new int[0]))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessageContaining("weights");
    assertRefusedByName(entries);
  }

  private static void assertRefusedByName(Map<String, byte[]> entries) throws IOException {
    byte[] file = zip(entries);
    assertThatThrownBy(() -> Dl4jFile.of(file, "net.zip"))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessageStartingWith("network must ")
        .hasMessageContaining("weights");
  }

  @Test
  void weights_ofAnotherType_areRefused() throws IOException {
    MultiLayerNetwork network = network().convertDataType(DataType.DOUBLE);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, false);
    assertThatThrownBy(() -> Dl4jFile.of(bytes.toByteArray(), "net.zip"))
        .isInstanceOf(UnsupportedNetworkException.class)
        .hasMessageStartingWith("network must compute in FLOAT. Provided: DOUBLE (net.zip)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javax.swing.JEditorPane",
        "java.util.HashMap",
        "org.apache.spark.SparkConf",
        "com.sun.rowset.JdbcRowSetImpl"
      })
  void configuration_thatNamesAClassOfOthers_isRefused(String type) {
    String relu = "org.nd4j.linalg.activations.impl.ActivationReLU";
    MultiLayerConfiguration network = Networks.dense(4, 3, null);
    for (String text : new String[] {network.toJson(), network.toYaml()}) {
      assertThatThrownBy(() -> Dl4jConfiguration.parse(text.replace(relu, type), "net.json"))
          .isInstanceOf(UnsupportedNetworkException.class)
          .hasMessage(
              "network must be made of DL4J's own layers, activations, losses and updaters."
                  + " net.json names the class %s. Use DL4J's own",
              type);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 5_000, 500_000})
  void configuration_thatIsNestedDeep_isRefused(int levels) {
    String nested = "[".repeat(levels) + "]".repeat(levels);
    for (String text : new String[] {"{\"confs\": " + nested + "}", "confs: " + nested}) {
      assertThatThrownBy(() -> Dl4jConfiguration.parse(text, "net.json"))
          .isInstanceOf(UnsupportedNetworkException.class)
          .hasMessageStartingWith("network must be nested 100 levels deep at most. net.json is");
    }
  }

  @Test
  void zip_withoutWeights_saysWhatItHolds() throws IOException {
    Map<String, byte[]> entries = saved(false);
    entries.remove(WEIGHTS);
    assertRefused(
        entries, "it must hold configuration.json and coefficients.bin. It holds [configuration");
  }

  @Test
  void zip_cutAnywhere_isRefused() throws IOException {
    byte[] whole = zip(saved(false));
    for (int kept : new int[] {5, 100, whole.length / 2, whole.length - 1}) {
      byte[] cut = java.util.Arrays.copyOf(whole, kept);
      assertThatThrownBy(() -> Dl4jFile.of(cut, "net.zip"))
          .isInstanceOf(UnsupportedNetworkException.class)
          .hasMessageContaining("net.zip");
    }
  }

  @Test
  void weights_ofAnInfinity_areNamed() throws IOException {
    MultiLayerNetwork network = network();
    network.params().putScalar(7, Float.POSITIVE_INFINITY);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ModelSerializer.writeModel(network, bytes, false);
    assertThatThrownBy(() -> Dl4jFile.of(bytes.toByteArray(), "net.zip"))
        .hasMessageContaining("In net.zip weight 7 of 99 is Infinity");
  }
}

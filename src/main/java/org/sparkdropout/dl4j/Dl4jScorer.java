package org.sparkdropout.dl4j;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.sparkdropout.score.Scorer;

/**
 * Scores rows with DL4J, in tiles of a fixed number of rows, the last one filled up with zeros.
 *
 * <p>The number is the largest at which a row gets the same bits in every place of a tile. It is
 * tried out once a configuration and process, with drawn weights: silent units of a trained network
 * would hide what kernels do, and the answer would depend on which network came first.
 */
final class Dl4jScorer implements Scorer {
  private static final long PROBE_SEED = 1;
  private static final int[] CANDIDATES = {128, 64, 32, 16, 8, 4, 2};
  private static final Map<String, Integer> TILES = new ConcurrentHashMap<>();

  private final MultiLayerNetwork network;
  private final int inputs;
  private final int classes;
  private final int tileRows;
  private final INDArray tile;
  private final float[] features;

  Dl4jScorer(Dl4jNetwork exported) {
    NativeThreads.useOne();
    this.inputs = exported.inputs();
    this.classes = exported.outputs();
    this.network = exported.network(givingLogits(exported.parsed()));
    PatchConvolution.install(network);
    this.tileRows =
        TILES.computeIfAbsent(inputs + " " + exported.configuration(), key -> findTile(exported));
    this.tile = Nd4j.create(new long[] {tileRows, inputs}, 'c');
    this.features = new float[Math.multiplyExact(tileRows, inputs)];
  }

  /** Softmax is Java's own in all of this project, and raw predictions are what it is taken of. */
  private static MultiLayerConfiguration givingLogits(MultiLayerConfiguration configuration) {
    OutputLayer output = (OutputLayer) Layers.last(configuration);
    output.setActivationFn(Activation.IDENTITY.getActivationFunction());
    configuration.setValidateOutputLayerConfig(false);
    return configuration;
  }

  private int findTile(Dl4jNetwork exported) {
    MultiLayerNetwork probe = new MultiLayerNetwork(givingLogits(exported.seeded(PROBE_SEED)));
    probe.init();
    PatchConvolution.install(probe);
    try {
      return Arrays.stream(CANDIDATES)
          .filter(rows -> placesAgree(probe, rows))
          .findFirst()
          .orElse(1);
    } finally {
      NativeMemory.free(probe);
    }
  }

  /** A random row in every place: all must get the same logits, to the bit. */
  private boolean placesAgree(MultiLayerNetwork probe, int rows) {
    Random random = new Random(rows);
    float[] row = new float[inputs];
    for (int i = 0; i < inputs; i++) {
      row[i] = random.nextFloat() - 0.5f;
    }
    float[] values = new float[rows * inputs];
    for (int place = 0; place < rows; place++) {
      System.arraycopy(row, 0, values, place * inputs, inputs);
    }
    try (INDArray places = Nd4j.create(values, new long[] {rows, inputs}, 'c')) {
      float[] logits = NativeFloats.readRows(probe.output(places));
      for (int i = classes; i < logits.length; i++) {
        if (Float.floatToIntBits(logits[i]) != Float.floatToIntBits(logits[i % classes])) {
          return false;
        }
      }
    }
    return true;
  }

  @Override
  public int tileRows() {
    return tileRows;
  }

  @Override
  public double[][] logits(int rows, Rows source) {
    double[][] logits = new double[rows][classes];
    for (int from = 0; from < rows; from += tileRows) {
      score(logits, from, Math.min(tileRows, rows - from), source);
    }
    return logits;
  }

  private void score(double[][] logits, int from, int count, Rows source) {
    for (int row = 0; row < count; row++) {
      source.copyFeatures(from + row, features, row * inputs);
    }
    Arrays.fill(features, count * inputs, features.length, 0f);
    NativeFloats.write(features, tile);
    float[] scores = NativeFloats.readRows(network.output(tile));
    for (int row = 0; row < count; row++) {
      for (int c = 0; c < classes; c++) {
        logits[from + row][c] = scores[row * classes + c];
      }
    }
  }

  @Override
  public void close() {
    tile.close();
    NativeMemory.free(network);
    NativeMemory.leaveThread();
  }
}

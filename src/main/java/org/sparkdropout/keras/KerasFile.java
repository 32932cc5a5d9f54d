package org.sparkdropout.keras;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.dropout.DenseStart;
import org.sparkdropout.files.BoundedZip;

/**
 * A classification model that Keras has saved, Sequential or one chain: {@code
 * model.save("name.h5")} of Keras 2 or 3, or {@code model.save("name.keras")} of Keras 3.
 *
 * <p>Features come as flat rows in the order of Keras: an image by height, width and channel where
 * channels come last. What is a setting of training here stays behind: optimiser, regularisers and
 * constraints; {@link #leftBehind()} names them.
 */
public final class KerasFile {
  /** What HDF5 files begin with. */
  private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  /** It is held in one array. */
  private static final long LARGEST = Integer.MAX_VALUE - 8;

  private final Sequential model;
  private final MultiLayerNetwork network;
  private final Optional<DenseStart> dense;
  private final Optional<String> whyNotDense;

  private KerasFile(
      Sequential model,
      MultiLayerNetwork network,
      Optional<DenseStart> dense,
      Optional<String> whyNotDense) {
    this.model = model;
    this.network = network;
    this.dense = dense;
    this.whyNotDense = whyNotDense;
  }

  /**
   * Reads a file.
   *
   * @param path of the file, in any file system of Hadoop's
   * @param configuration names the file systems
   * @return the model
   * @throws KerasFormatException if the file is no such model, or has layers that are not supported
   * @throws IOException if the file cannot be read
   */
  public static KerasFile read(Path path, Configuration configuration) throws IOException {
    return of(bytes(path, configuration), path.toString());
  }

  /**
   * Reads the bytes of a file.
   *
   * @param bytes of the file
   * @param where it is, for messages
   * @return the model
   * @throws KerasFormatException if it is no such model, or has layers that are not supported
   */
  public static KerasFile of(byte[] bytes, String where) {
    try {
      return of(bytes);
    } catch (KerasFormatException e) {
      throw new KerasFormatException(where + ": " + e.getMessage(), e);
    }
  }

  /**
   * Whether bytes are HDF5.
   *
   * @param bytes of a file
   * @return true if they start like it
   */
  public static boolean isHdf5(byte[] bytes) {
    return startsWith(bytes, HDF5);
  }

  private static byte[] bytes(Path path, Configuration configuration) throws IOException {
    FileSystem files = path.getFileSystem(configuration);
    long length = files.getFileStatus(path).getLen();
    if (length > LARGEST) {
      throw new KerasFormatException(
          "%s: A Keras model must have at most %d bytes. Provided: %d. Save it without its optimizer"
              .formatted(path, LARGEST, length));
    }
    try (InputStream in = files.open(path)) {
      return in.readAllBytes();
    }
  }

  private static KerasFile of(byte[] bytes) {
    SavedModel file = saved(bytes);
    Sequential read = Sequential.of(file);
    Map<String, Map<String, INDArray>> all = file.weights().read(read);
    InputScale scale = InputScale.of(read, all);
    Sequential model = TwoClasses.of(read);
    Map<String, Map<String, INDArray>> weights = TwoClasses.weights(read, all);
    MultiLayerNetwork network = Dl4jImport.network(model, scale, weights);
    try {
      DenseStart dense = DenseImport.network(model, scale, weights);
      return new KerasFile(model, network, Optional.of(dense), Optional.empty());
    } catch (DenseImport.NotDenseException e) {
      return new KerasFile(model, network, Optional.empty(), Optional.of(e.getMessage()));
    }
  }

  private static SavedModel saved(byte[] bytes) {
    if (startsWith(bytes, HDF5)) {
      return Hdf5File.read(bytes);
    }
    if (BoundedZip.isZip(bytes)) {
      return KerasZip.read(bytes);
    }
    throw new KerasFormatException(
        "A Keras model must be an HDF5 or .keras file. This is neither: save it by"
            + " model.save('name.h5')");
  }

  private static boolean startsWith(byte[] bytes, byte[] start) {
    return bytes.length >= start.length
        && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
  }

  /**
   * The numbers of a row of features.
   *
   * @return at least 1
   */
  public int features() {
    return model.features();
  }

  /**
   * The number of classes, or of predicted numbers.
   *
   * @return at least 2
   */
  public int outputs() {
    return model.outputs();
  }

  /**
   * What the model answers.
   *
   * @return classes or numbers, by its output and its loss
   */
  public TargetKind target() {
    return model.output().target();
  }

  /**
   * The model as a network of DL4J's, with its weights, its dropout as layers of their own, and
   * softmax and cross-entropy at the end.
   *
   * @return takes rows (rows, features) and gives probabilities (rows, classes), or numbers; the
   *     same object at each call
   */
  public MultiLayerNetwork network() {
    return network;
  }

  /**
   * The model as a network of our own.
   *
   * @return empty if it is not dense; {@link #whyNotDense()} says why
   */
  public Optional<DenseStart> dense() {
    return dense;
  }

  /**
   * Why the model is no network of our own.
   *
   * @return a reason that goes on from "because", such as {@code it has a layer of another type,
   *     Conv2D 'conv2d'}; empty if it is one
   */
  public Optional<String> whyNotDense() {
    return whyNotDense;
  }

  /**
   * Settings and layers of training in the file that do not come in.
   *
   * @return such as {@code kernel_regularizer of Dense 'dense_1'}, or {@code GaussianNoise 'noise'}
   */
  public List<String> leftBehind() {
    List<String> settings = new ArrayList<>();
    for (LayerConfig layer : model.layers()) {
      for (String setting : layer.trainingSettings()) {
        settings.add(setting + " of " + layer);
      }
    }
    model.noise().forEach(layer -> settings.add(layer.toString()));
    return settings;
  }

  /**
   * The layers that compute in half precision in Keras, and in single precision here. Keras's
   * predictions are then up to 1e-3 off these.
   *
   * @return such as {@code Dense 'dense_1' (mixed_float16)}
   */
  public List<String> imprecise() {
    return model.layers().stream()
        .filter(OwnClasses::isImprecise)
        .map(layer -> "%s (%s)".formatted(layer, OwnClasses.policy(layer)))
        .toList();
  }

  /**
   * The layers at the start that scale features. The network of our own has them in its first
   * weights, which take features as they are.
   *
   * @return such as {@code Rescaling 'rescaling'}
   */
  public List<String> scaling() {
    return model.scaling().stream().map(step -> step.layer().toString()).toList();
  }
}

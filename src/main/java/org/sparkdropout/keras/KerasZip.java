package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.sparkdropout.files.BoundedZip;

/**
 * What {@code model.save("name.keras")} of Keras 3 writes: a zip of the model as JSON and of its
 * weights as HDF5, which are numbered within layers that are numbered within their class.
 */
final class KerasZip {
  static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.weights.h5";

  /** Of text. A layer takes about a kilobyte. */
  private static final long LARGEST_CONFIG = 1L << 26;

  /** Weights may be float64, and an optimiser may keep four more numbers of each. */
  private static final long BYTES_PER_WEIGHT = 5 * Double.BYTES;

  /** What HDF5 adds for the file, and for a layer with its optimiser's arrays. */
  private static final long FILE_BYTES = 1L << 20;

  private static final long LAYER_BYTES = 1L << 16;

  private KerasZip() {}

  /** Reads a file that is in memory. */
  static SavedModel read(byte[] file) {
    return open(
        file,
        zip -> {
          if (!zip.names().containsAll(List.of(CONFIG, WEIGHTS))) {
            throw new KerasFormatException(
                "The file must hold a Keras model, saved by model.save('name.keras') of Keras 3. It"
                    + " is a zip of something else: it holds "
                    + zip.names());
          }
          JsonNode config = new ObjectMapper().readTree(zip.read(CONFIG, LARGEST_CONFIG));
          return new SavedModel(
              config, config.path("compile_config"), model -> weights(file, config, model));
        });
  }

  private interface Work<T> {
    T on(BoundedZip zip) throws IOException;
  }

  private static <T> T open(byte[] file, Work<T> work) {
    try (BoundedZip zip = BoundedZip.open(file)) {
      return work.on(zip);
    } catch (KerasFormatException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw new KerasFormatException(
          "The file must be a whole .keras file. It is not: "
              + e
              + ". Save or copy the model again",
          e);
    }
  }

  private static Map<String, Map<String, INDArray>> weights(
      byte[] file, JsonNode config, Sequential model) {
    List<WeightShapes.OfLayer> layers = WeightShapes.of(model);
    double numbers = layers.stream().mapToDouble(WeightShapes.OfLayer::numbers).sum();
    int all = config.path("config").path("layers").size();
    long most = (long) (numbers * BYTES_PER_WEIGHT) + FILE_BYTES + all * LAYER_BYTES;
    byte[] weights = open(file, zip -> zip.read(WEIGHTS, most));
    return Hdf5.read(weights, hdf -> weights(hdf, folders(config), layers, weights.length));
  }

  private static Map<String, Map<String, INDArray>> weights(
      HdfFile hdf, Map<String, String> folders, List<WeightShapes.OfLayer> layers, long fileBytes) {
    Map<String, Map<String, INDArray>> weights = new LinkedHashMap<>();
    for (WeightShapes.OfLayer layer : layers) {
      String name = layer.config().name();
      Map<String, Dataset> found =
          Hdf5.group(hdf, folders.get(name))
              .map(group -> ofLayer(group, layer.config().weightNames()))
              .orElse(Map.of());
      weights.put(name, LayerWeights.read(layer, found, fileBytes));
    }
    return weights;
  }

  /** Weights that a layer has no name for keep their place as name, such as {@code vars/2}. */
  private static Map<String, Dataset> ofLayer(Group layer, List<String> names) {
    Map<String, Dataset> weights = new LinkedHashMap<>(Hdf5.datasets(layer));
    for (int number = 0; number < names.size(); number++) {
      Dataset dataset = weights.remove("vars/" + number);
      if (dataset != null) {
        weights.put(names.get(number), dataset);
      }
    }
    return weights;
  }

  /** Where the weights of each layer are, by its name. */
  private static Map<String, String> folders(JsonNode config) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, String> folders = new HashMap<>();
    for (JsonNode node : config.path("config").path("layers")) {
      LayerConfig layer = LayerConfig.of(node);
      String type = snakeCase(layer.type());
      int number = counts.merge(type, 1, Integer::sum) - 1;
      folders.put(layer.name(), "layers/" + (number == 0 ? type : type + "_" + number));
    }
    return folders;
  }

  /** As Keras writes the name of a class: {@code max_pooling2d} for MaxPooling2D. */
  private static String snakeCase(String type) {
    return type.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}

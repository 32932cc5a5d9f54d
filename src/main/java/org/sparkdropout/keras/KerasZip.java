package org.sparkdropout.keras;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What {@code model.save("name.keras")} of Keras 3 writes: a zip of the model as JSON and of its
 * weights as HDF5, which are numbered within layers that are numbered within their class.
 */
final class KerasZip {
  private static final String CONFIG = "config.json";
  private static final String WEIGHTS = "model.weights.h5";

  private KerasZip() {}

  /** Reads a file that is in memory. */
  static SavedModel read(byte[] file) {
    try {
      Map<String, byte[]> entries = entries(file);
      if (!entries.keySet().containsAll(List.of(CONFIG, WEIGHTS))) {
        throw new KerasFormatException(
            "The file must hold a Keras model, saved by model.save('name.keras') of Keras 3. It is"
                + " a zip of something else: it holds "
                + entries.keySet());
      }
      JsonNode config = new ObjectMapper().readTree(entries.get(CONFIG));
      return new SavedModel(
          config, config.path("compile_config"), weights(entries.get(WEIGHTS), config));
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

  private static Map<String, byte[]> entries(byte[] file) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  private static Map<String, Map<String, INDArray>> weights(byte[] file, JsonNode config) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Map<String, INDArray>> weights = new LinkedHashMap<>();
    try (HdfFile hdf = HdfFile.fromBytes(file)) {
      for (JsonNode node : config.path("config").path("layers")) {
        LayerConfig layer = LayerConfig.of(node);
        String type = snakeCase(layer.type());
        int number = counts.merge(type, 1, Integer::sum) - 1;
        String folder = "layers/" + (number == 0 ? type : type + "_" + number) + "/vars/";
        weights.put(layer.name(), ofLayer(hdf, folder, layer.weightNames()));
      }
    }
    return weights;
  }

  private static Map<String, INDArray> ofLayer(HdfFile hdf, String folder, List<String> names) {
    Map<String, INDArray> weights = new LinkedHashMap<>();
    for (int number = 0; number < names.size(); number++) {
      Dataset dataset = hdf.getDatasetByPath(folder + number);
      weights.put(names.get(number), Datasets.array(dataset));
    }
    return weights;
  }

  /** As Keras writes the name of a class: {@code max_pooling2d} for MaxPooling2D. */
  private static String snakeCase(String type) {
    return type.replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}

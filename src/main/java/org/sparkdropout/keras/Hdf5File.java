package org.sparkdropout.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What {@code model.save("name.h5")} of Keras 2 and 3 writes: the model and how it was compiled as
 * JSON in attributes of the root, and a group of weights for each layer below {@code
 * model_weights}.
 */
final class Hdf5File {
  private static final String CONFIG = "model_config";
  private static final String WEIGHTS = "model_weights";

  /** What TensorFlow puts behind the name of a variable. */
  private static final Pattern NUMBER = Pattern.compile(":\\d+$");

  private Hdf5File() {}

  /** Reads a file that is in memory. */
  static SavedModel read(byte[] file) {
    return Hdf5.read(
        file,
        hdf -> {
          requireModel(hdf);
          return new SavedModel(
              json(hdf.getAttribute(CONFIG)),
              json(hdf.getAttribute("training_config")),
              model -> Hdf5.read(file, again -> weights(again, model, file.length)));
        });
  }

  private static void requireModel(HdfFile hdf) {
    if (hdf.getAttributes().containsKey(CONFIG) && hdf.getChildren().containsKey(WEIGHTS)) {
      return;
    }
    boolean weightsOnly =
        hdf.getAttributes().keySet().stream().anyMatch(name -> name.startsWith("layer_names"))
            || hdf.getChildren().keySet().containsAll(List.of("layers", "vars"));
    throw new KerasFormatException(
        weightsOnly
            ? "The file must hold a model with its weights. It holds weights alone: save it by"
                + " model.save, not by model.save_weights"
            : "The file must hold a Keras model, saved by model.save('name.h5'). It is HDF5 of"
                + " something else: it has no attribute model_config");
  }

  private static JsonNode json(Attribute attribute) {
    if (attribute == null) {
      return MissingNode.getInstance();
    }
    try {
      // One text: an array of them takes as much memory as its size claims.
      return new ObjectMapper()
          .readTree(attribute.getSize() == 1 ? String.valueOf(attribute.getData()) : "");
    } catch (JsonProcessingException e) {
      throw new KerasFormatException(
          "The attribute "
              + attribute.getName()
              + " must hold JSON: "
              + e.getOriginalMessage()
              + ". Save the model again",
          e);
    }
  }

  private static Map<String, Map<String, INDArray>> weights(
      HdfFile hdf, Sequential model, long fileBytes) {
    Group root = (Group) hdf.getChild(WEIGHTS);
    Map<String, Map<String, INDArray>> weights = new LinkedHashMap<>();
    for (WeightShapes.OfLayer layer : WeightShapes.of(model)) {
      String name = layer.config().name();
      Map<String, Dataset> found = Hdf5.group(root, name).map(Hdf5File::ofLayer).orElse(Map.of());
      weights.put(name, LayerWeights.read(layer, found, fileBytes));
    }
    return weights;
  }

  /** By the last part of their paths, such as {@code dense/sequential/dense/kernel:0}. */
  private static Map<String, Dataset> ofLayer(Group layer) {
    Map<String, Dataset> weights = new LinkedHashMap<>();
    Hdf5.datasets(layer)
        .forEach(
            (path, dataset) -> {
              String name =
                  NUMBER.matcher(path.substring(path.lastIndexOf('/') + 1)).replaceFirst("");
              weights.put(weights.containsKey(name) ? path : name, dataset);
            });
    return weights;
  }
}

package org.sparkdropout.keras;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.ArrayList;
import java.util.Arrays;
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
    try (HdfFile hdf = HdfFile.fromBytes(file)) {
      requireModel(hdf);
      return new SavedModel(
          json(hdf.getAttribute(CONFIG)), json(hdf.getAttribute("training_config")), weights(hdf));
    } catch (KerasFormatException e) {
      throw e;
    } catch (RuntimeException e) {
      // What a damaged file leads the library into: reading past an end, or a cast that fails.
      throw new KerasFormatException(
          "The file must be whole HDF5. It is not: " + e + ". Save or copy the model again", e);
    }
  }

  private static void requireModel(HdfFile hdf) {
    if (hdf.getAttributes().containsKey(CONFIG) && hdf.getChildren().containsKey(WEIGHTS)) {
      return;
    }
    boolean weightsOnly =
        !names(hdf.getAttributes(), "layer_names").isEmpty()
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
      return new ObjectMapper().readTree(String.valueOf(attribute.getData()));
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

  private static Map<String, Map<String, INDArray>> weights(HdfFile hdf) {
    Group root = (Group) hdf.getChild(WEIGHTS);
    Map<String, Map<String, INDArray>> weights = new LinkedHashMap<>();
    for (String layer : names(root.getAttributes(), "layer_names")) {
      weights.put(layer, ofLayer(group(root, layer)));
    }
    return weights;
  }

  private static Group group(Group root, String path) {
    Node node = root.getByPath(path);
    if (node instanceof Group group) {
      return group;
    }
    throw new KerasFormatException(
        "%s must hold a group for the layer %s. Save the model again".formatted(WEIGHTS, path));
  }

  private static Map<String, INDArray> ofLayer(Group layer) {
    Map<String, INDArray> weights = new LinkedHashMap<>();
    for (String path : names(layer.getAttributes(), "weight_names")) {
      String name = path.substring(path.lastIndexOf('/') + 1);
      weights.put(
          NUMBER.matcher(name).replaceFirst(""), Datasets.array(layer.getDatasetByPath(path)));
    }
    return weights;
  }

  /** Names in an attribute, which Keras cuts into numbered ones where they are too many for one. */
  private static List<String> names(Map<String, Attribute> attributes, String key) {
    List<String> names = new ArrayList<>(strings(attributes.get(key)));
    for (int chunk = 0; attributes.containsKey(key + chunk); chunk++) {
      names.addAll(strings(attributes.get(key + chunk)));
    }
    return names;
  }

  /** No names are written as an array of no numbers. */
  private static List<String> strings(Attribute attribute) {
    if (attribute == null || attribute.getSize() == 0) {
      return List.of();
    }
    Object data = attribute.getData();
    return data instanceof String[] strings ? Arrays.asList(strings) : List.of((String) data);
  }
}

package org.sparkdropout.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.LabelColumn;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.dropout.WeightScaling;
import org.sparkdropout.head.Answer;
import org.sparkdropout.head.Head;
import org.sparkdropout.head.NumberAnswer;
import org.sparkdropout.head.OutputUnits;
import org.sparkdropout.ml.param.Choice;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.network.Activation;
import org.sparkdropout.network.Topology;

/**
 * A saved model that a run starts from.
 *
 * @param path of the folder, as the user wrote it
 * @param answer what its outputs mean
 * @param network of the model
 * @param classes what its pipeline calls the classes, in order; empty if that is not known
 * @param features what its pipeline calls the features, in order; empty if that is not known
 */
record InitialModel(
    String path,
    InferenceNetwork network,
    Answer answer,
    List<String> classes,
    List<String> features) {
  private static final String REMEDY =
      "Train on a table whose features and labels are those that it was trained on, or leave"
          + " initialModel out";

  /**
   * The settings and weights of a run that starts from the model. Hidden layers and activation that
   * are not set become those of the model; what drops is as the params say, and the weights are
   * such that the run exports the model again if it takes no step.
   *
   * @throws UnsupportedNetworkException if other hidden layers or another activation are set
   */
  GivenNetwork given(SharedParams asked) {
    Topology topology = network.topology();
    SharedParams resolved = GivenNetwork.copy(asked);
    if (!asked.isSet(asked.hiddenLayers())) {
      resolved.set(resolved.hiddenLayers(), topology.hidden());
    }
    if (!asked.isSet(asked.activation())) {
      resolved.set(resolved.activation(), Choice.value(topology.activation()));
    }
    resolved.set(resolved.maskSharing(), asked.getMaskSharing()); // The weights are divided for it.
    resolved.clear(resolved.initialModel());
    requireShape(resolved, topology.inputs(), topology.outputs());
    float[] weights =
        WeightScaling.unscale(network, TrainedDropout.resolved(resolved, topology)).values();
    return new GivenNetwork(asked, resolved, Optional.of(weights), Optional.of(this));
  }

  /**
   * Fits this start to the data of a run.
   *
   * @param given what {@link #given} has made
   * @return the same; of numbers the last layer answers in the scale of this run's labels
   * @throws UnsupportedNetworkException if the model is of other data
   */
  GivenNetwork fitted(GivenNetwork given, DataProfile profile, StructType schema) {
    SharedParams params = given.params();
    Head head = Task.of(params).head(profile);
    requireNames("features", features, featureNames(schema.apply(params.getFeaturesCol())));
    requireNames(
        "classes", classes, LabelColumn.of(schema.apply(params.getLabelCol())).classNames());
    requireShape(params, profile.width(), head.outputs());
    requireAnswer(head.answer());
    return answer instanceof NumberAnswer ours && head.answer() instanceof NumberAnswer asked
        ? given.withWeights(
            OutputUnits.rescaled(
                network.topology(), given.weights().orElseThrow(), ours.scale(), asked.scale()))
        : given;
  }

  /** Classes cannot go on as numbers, or numbers as quantiles. */
  private void requireAnswer(Answer asked) {
    if (!text(asked).equals(text(answer))) {
      throw new UnsupportedNetworkException(
          "initialModel must answer with what this run learns, which is %s. Provided: %s, which answers with %s. Leave initialModel out, or learn what it answers"
              .formatted(text(asked), path, text(answer)));
    }
  }

  private static String text(Answer answer) {
    if (!(answer instanceof NumberAnswer numbers)) {
      return "classes";
    }
    return numbers.quantiles().length == 0
        ? "numbers"
        : "the quantiles " + Arrays.toString(numbers.quantiles());
  }

  private void requireShape(SharedParams params, int inputs, int outputs) {
    Topology run =
        new Topology(
            inputs,
            params.getHiddenLayers(),
            outputs,
            new Choice<>(Activation.class).constant(params.getActivation()));
    if (!run.equals(network.topology())) {
      throw new UnsupportedNetworkException(
          "initialModel must have the features, hidden layers, classes and activation of this run, which are %s. Provided: %s, which has %s. Leave hiddenLayers and the activation out, which takes those of the model. %s"
              .formatted(run, path, network.topology(), REMEDY));
    }
  }

  /** Where both are known. */
  private void requireNames(String kind, List<String> ours, List<String> others) {
    if (ours.isEmpty() || others.isEmpty() || ours.equals(others)) {
      return;
    }
    int place = Arrays.mismatch(ours.toArray(), others.toArray());
    throw new UnsupportedNetworkException(
        "initialModel must have the %s of this run, in the same order. Those of this run are, from number %d on, %s. Provided: %s, of which they are %s. %s"
            .formatted(kind, place, from(place, others), path, from(place, ours), REMEDY));
  }

  /** Some names. */
  private static String from(int place, List<String> names) {
    String shown =
        names.stream()
            .skip(place)
            .limit(5)
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", "));
    return shown.isEmpty() ? "none" : shown + (names.size() > place + 5 ? ", ..." : "");
  }

  /** Empty unless the metadata of the column names all features. */
  static List<String> featureNames(StructField column) {
    AttributeGroup group = AttributeGroup.fromStructField(column);
    Attribute[] attributes =
        group.attributes().isDefined() ? group.attributes().get() : new Attribute[0];
    boolean named = Arrays.stream(attributes).allMatch(one -> one.name().isDefined());
    return named ? Arrays.stream(attributes).map(one -> one.name().get()).toList() : List.of();
  }
}

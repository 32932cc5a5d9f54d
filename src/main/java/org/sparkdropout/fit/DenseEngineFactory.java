package org.sparkdropout.fit;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.param.Param;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.dropout.DenseStart;
import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.WeightScaling;
import org.sparkdropout.ml.param.Choice;
import org.sparkdropout.ml.param.Columns;
import org.sparkdropout.ml.param.Setting;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.network.Topology;
import org.sparkdropout.score.DenseNetwork;
import org.sparkdropout.score.ExportedNetwork;

/** Our own engine: dense networks that the params describe, or that a file holds. */
final class DenseEngineFactory implements EngineFactory {
  private static final Set<String> SAID_BY_MODELS =
      Set.of("network", "initialization", "initialStd");

  @Override
  public String engine() {
    return DenseNetwork.ENGINE;
  }

  @Override
  public void check(SharedParams params) {
    if (Columns.isNamed(params, params.initialModel())) {
      SettingsCheck.requireUnset(
          params,
          setting -> SAID_BY_MODELS.contains(setting.name()),
          "initialModel says which weights training starts from. These params must not be set: %s. Leave them out, or leave initialModel out");
    } else if (Columns.isNamed(params, params.network())) {
      SettingsCheck.requireUnset(
          params,
          setting -> setting.asked() == Setting.Asked.OUR_ENGINE_WITHOUT_FILE,
          "The network's file says what the network is and which weights it starts from. These params must not be set: %s. Leave them out");
    }
    OptimizerCheck.check(params);
  }

  /** Dropout that the user has set comes before the file's. */
  @Override
  public GivenNetwork given(SharedParams asked, NetworkFile file) {
    DenseStart start = dense(asked, file);
    Topology topology = start.weights().topology();
    Dropout dropout = start.dropout();
    SharedParams resolved = GivenNetwork.copy(asked);
    resolved.clear(resolved.network());
    resolved.set(resolved.hiddenLayers(), topology.hidden());
    resolved.set(resolved.activation(), Choice.value(topology.activation()));
    setUnlessSet(asked, resolved, resolved.dropoutKind(), Choice.value(dropout.kind()));
    setUnlessSet(asked, resolved, resolved.inputDropout(), dropout.dropout(0));
    double[] hidden = new double[Math.max(1, topology.layers() - 1)];
    for (int layer = 1; layer < topology.layers(); layer++) {
      hidden[layer - 1] = dropout.dropout(layer);
    }
    setUnlessSet(asked, resolved, resolved.hiddenDropout(), hidden);
    return new GivenNetwork(asked, resolved, Optional.of(start.weights().values()));
  }

  private static DenseStart dense(SharedParams asked, NetworkFile file) {
    return file.dense()
        .orElseThrow(
            () ->
                new UnsupportedNetworkException(
                    "network must be dense with engine = blas. %s is not, because %s. Set engine = dl4j"
                        .formatted(asked.getNetwork(), file.whyNotDense().orElse("it differs"))));
  }

  @SuppressWarnings("unchecked") // Spark's params of primitives are of Object.
  private static void setUnlessSet(
      SharedParams asked, SharedParams resolved, Param<?> param, Object value) {
    if (!asked.isSet(param)) {
      resolved.set((Param<Object>) param, value);
    }
  }

  @Override
  public GivenNetwork withoutDropout(GivenNetwork given) {
    return given;
  }

  @Override
  public String dropoutText(GivenNetwork given) {
    SharedParams params = given.params();
    return "input %s, hidden %s"
        .formatted(params.getInputDropout(), Arrays.toString(params.getHiddenDropout()));
  }

  @Override
  public ResolvedNetwork resolve(
      GivenNetwork given, DataProfile profile, int[] untrainedCategories) {
    return new DenseNetworkResolver(given, profile, untrainedCategories);
  }

  @Override
  public Optional<ExportedNetwork> exported(NetworkFile file, SharedParams params) {
    return file.dense()
        .map(start -> WeightScaling.scale(start.weights(), start.dropout()))
        .map(
            network ->
                new DenseNetwork(network, Task.of(params).answer(network.topology().outputs())));
  }
}

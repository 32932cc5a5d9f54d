package org.sparkdropout.fit;

import org.sparkdropout.dropout.Dropout;
import org.sparkdropout.dropout.InferenceNetwork;
import org.sparkdropout.ml.param.Choice;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.network.Topology;

/** What drops in a network of our own engine while it is trained. */
public final class TrainedDropout {
  private TrainedDropout() {}

  /**
   * What dropped in a network.
   *
   * @param network says it itself, unless its file is from before networks did
   * @param params of the training, of which it follows otherwise
   * @return with the rates as trained
   */
  public static Dropout of(InferenceNetwork network, SharedParams params) {
    return network.dropout().orElseGet(() -> resolved(params, network.topology()));
  }

  /**
   * What params ask for, rounded to whole units where masks are shared.
   *
   * @throws IllegalArgumentException if it does not fit the network
   */
  static Dropout resolved(SharedParams params, Topology topology) {
    return Dropout.of(
        new Choice<>(Dropout.Kind.class).constant(params.getDropoutKind()),
        new Choice<>(Dropout.Sharing.class).constant(params.getMaskSharing()),
        params.getInputDropout(),
        params.getHiddenDropout(),
        topology);
  }
}

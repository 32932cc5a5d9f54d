package org.sparkdropout.compare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.sparkdropout.inspect.ImageWidth;
import org.sparkdropout.inspect.Inspection;
import org.sparkdropout.ml.DropoutModel;

/** Looks into the networks of a comparison, one of each arm. Not thread-safe. */
final class Inspections {
  private final List<Vector> rows;
  private final ImageWidth images;
  private final Map<Arm, Inspection> byArm = new HashMap<>();

  /**
   * Prepares to look.
   *
   * @param rows that activations are of
   * @param images what pictures the features are
   * @throws IllegalArgumentException if the features cannot be pictures of that width
   */
  Inspections(List<Vector> rows, ImageWidth images) {
    this.rows = rows;
    this.images = images;
    rows.stream().findFirst().ifPresent(row -> images.of(row.size()));
  }

  /** Looks into a model, if it is the first of its arm and a network of our own engine. */
  void look(Arm arm, DropoutModel model) {
    if (!byArm.containsKey(arm)) {
      model
          .inferenceNetwork()
          .ifPresent(network -> byArm.put(arm, Inspection.of(network, rows, images)));
    }
  }

  /** What the first model of an arm looked like; nothing of networks of other engines. */
  Optional<Inspection> of(Arm arm) {
    return Optional.ofNullable(byArm.get(arm));
  }
}

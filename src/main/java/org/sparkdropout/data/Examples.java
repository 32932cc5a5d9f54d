package org.sparkdropout.data;

import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.sparkdropout.head.TargetScale;
import org.sparkdropout.monitor.Described;

/** The usable rows of a checked table, to train on and held out, and what is known about them. */
public final class Examples {
  private final JavaRDD<ReadRow> rows;
  private final DataProfile profile;
  private final List<String> warnings;
  private final int[] untrainedCategories;
  private final boolean needScaling;
  private final Optional<ConstantAnswer> constantAnswer;

  Examples(
      JavaRDD<ReadRow> rows,
      DataProfile profile,
      List<String> warnings,
      int[] untrainedCategories,
      boolean needScaling,
      Optional<ConstantAnswer> constantAnswer) {
    this.rows = rows;
    this.profile = profile;
    this.warnings = warnings;
    this.untrainedCategories = untrainedCategories;
    this.needScaling = needScaling;
    this.constantAnswer = constantAnswer;
  }

  /**
   * What the checking pass found.
   *
   * @return the profile of the whole table
   */
  public DataProfile profile() {
    return profile;
  }

  /**
   * What the checking pass found odd: classes without rows, validation rows of classes that
   * training never sees, features whose values are far from 1.
   *
   * @return sentences with remedies; none if nothing is odd
   */
  public List<String> warnings() {
    return warnings;
  }

  /**
   * The features that stand for a category which no training row has.
   *
   * @return their places in the vector of features, in order
   */
  public int[] untrainedCategories() {
    return untrainedCategories.clone();
  }

  /**
   * Whether one of the warnings is of features whose values are far from 1.
   *
   * @return true if scaling comes before any other remedy
   */
  public boolean needScaling() {
    return needScaling;
  }

  /**
   * The best answer that looks at no feature, such as the largest class.
   *
   * @return empty if it is never wrong
   */
  public Optional<ConstantAnswer> constantAnswer() {
    return constantAnswer;
  }

  /**
   * The rows to train on, in the table's order.
   *
   * @return examples read anew by each job
   */
  public JavaRDD<Example> training() {
    return part(false);
  }

  /**
   * The rows held out, in the table's order.
   *
   * @return examples read anew by each job; none without a validation split
   */
  public JavaRDD<Example> validation() {
    return part(true);
  }

  private JavaRDD<Example> part(boolean heldOut) {
    TargetScale scale = profile.scale().orElse(null);
    return rows.filter(row -> row.isUsable() && row.heldOut() == heldOut)
        .map(row -> row.example(scale));
  }

  /**
   * Deals the rows to train on.
   *
   * @param dealing seed and number of replicas
   * @return persisted shards that the caller closes
   * @throws InvalidDataException if there are fewer rows than replicas, or the table changed since
   *     it was checked
   */
  public Shards dealTraining(Dealing dealing) {
    profile.requireRowsFor(dealing.replicas());
    return unchanged(deal(dealing, training(), "deal training rows"), profile.trainingRows());
  }

  /**
   * Deals the rows held out. Some shards are empty if there are fewer rows than replicas.
   *
   * @param dealing seed and number of replicas
   * @return persisted shards that the caller closes; nothing without a validation split
   * @throws InvalidDataException if the table changed since it was checked
   */
  public Optional<Shards> dealValidation(Dealing dealing) {
    if (profile.validationRows() == 0) {
      return Optional.empty();
    }
    Shards dealt = deal(dealing, validation(), "deal rows held out");
    return Optional.of(unchanged(dealt, profile.validationRows()));
  }

  private Shards deal(Dealing dealing, JavaRDD<Example> rows, String description) {
    return Described.job(rows.context(), description, () -> dealing.deal(rows, profile.layout()));
  }

  private Shards unchanged(Shards shards, long rows) {
    if (shards.rows() == rows && shards.width() == profile.width()) {
      return shards;
    }
    shards.close();
    throw new InvalidDataException(
        ("A table must give the same rows each time it is read. First reading: %d rows of width"
                + " %d, second: %d of width %d."
                + " Write it to storage, or persist it, before training")
            .formatted(rows, profile.width(), shards.rows(), shards.width()));
  }
}

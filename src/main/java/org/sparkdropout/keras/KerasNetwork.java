package org.sparkdropout.keras;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.dl4j.Dl4jFile;
import org.sparkdropout.dl4j.Dl4jForm;
import org.sparkdropout.dl4j.Dl4jNetwork;
import org.sparkdropout.dropout.DenseStart;

/**
 * A model of Keras as a network to train or to score with.
 *
 * @param model what was read
 * @param dl4j the same as DL4J has it
 * @param where it is
 */
public record KerasNetwork(KerasFile model, Dl4jFile dl4j, String where) implements Dl4jForm {
  /** What our own engine has in place of Keras's regularisers and constraints. */
  private static final String LIKE_THEM =
      ". To have something like them, set regParam, an L2 penalty, or maxNorm, a bound of weights"
          + " (train.regParam and train.maxNorm in a job)";

  /**
   * Reads a file.
   *
   * @param path of the file, in any file system of Hadoop's
   * @param configuration names the file systems
   * @return the network
   * @throws KerasFormatException if the file is no such model, or has layers that are not supported
   * @throws IOException if the file cannot be read
   */
  public static KerasNetwork read(Path path, Configuration configuration) throws IOException {
    return of(KerasFile.read(path, configuration), path.toString());
  }

  static KerasNetwork of(KerasFile model, String where) {
    return new KerasNetwork(model, Dl4jFile.of(model.network(), where), where);
  }

  @Override
  public Dl4jFile dl4j(TargetKind target) {
    return dl4j;
  }

  @Override
  public Set<TargetKind> targets() {
    return Set.of(model.target());
  }

  @Override
  public OptionalInt features() {
    return OptionalInt.of(model.features());
  }

  @Override
  public boolean hasUpdater() {
    return false;
  }

  @Override
  public Optional<DenseStart> dense() {
    return model.dense();
  }

  @Override
  public Optional<String> whyNotDense() {
    return model.whyNotDense();
  }

  @Override
  public List<String> warnings(String engine) {
    boolean isDl4j = engine.equals(Dl4jNetwork.ENGINE);
    List<String> warnings = new ArrayList<>();
    leftBehind(isDl4j).ifPresent(warnings::add);
    imprecise().ifPresent(warnings::add);
    scaling().filter(warning -> !isDl4j).ifPresent(warnings::add);
    return warnings;
  }

  private Optional<String> leftBehind(boolean isDl4j) {
    return listed(model.leftBehind())
        .map(
            settings ->
                "%s has settings of training that do not come in: %s. The network is trained without them%s"
                    .formatted(where, settings, isDl4j ? "" : LIKE_THEM));
  }

  private Optional<String> imprecise() {
    return listed(model.imprecise())
        .map(
            layers ->
                "%s has layers that compute in half precision in Keras: %s. Here they compute in single precision: answers differ from Keras's by up to 1e-3"
                    .formatted(where, layers));
  }

  private Optional<String> scaling() {
    return listed(model.scaling())
        .map(
            steps ->
                "%s scales its features by %s, which is now within the weights of its first layer. They learn at another pace than in Keras: to train on, set engine = dl4j (train.engine in a job), which keeps it as a step of its own"
                    .formatted(where, steps));
  }

  private static Optional<String> listed(List<String> items) {
    return Optional.of(String.join(", ", items)).filter(text -> !text.isEmpty());
  }
}

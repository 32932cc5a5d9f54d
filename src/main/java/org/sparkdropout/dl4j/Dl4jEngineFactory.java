package org.sparkdropout.dl4j;

import java.util.Optional;
import java.util.Set;
import org.sparkdropout.data.DataProfile;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.fit.EngineFactory;
import org.sparkdropout.fit.GivenNetwork;
import org.sparkdropout.fit.KindCheck;
import org.sparkdropout.fit.NetworkFile;
import org.sparkdropout.fit.ResolvedNetwork;
import org.sparkdropout.fit.SettingsCheck;
import org.sparkdropout.fit.UnsupportedNetworkException;
import org.sparkdropout.ml.param.Columns;
import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.score.ExportedNetwork;

/** DL4J as an engine: the network's file says what the network is and how steps update it. */
public final class Dl4jEngineFactory implements EngineFactory {
  private static final String FILE_SAYS =
      "With engine = dl4j the network's file says what the network is, what drops in it and how its steps update it. These params must not be set: %s. Leave them out here, and write what they say into the file";

  @Override
  public String engine() {
    return Dl4jNetwork.ENGINE;
  }

  @Override
  public void check(SharedParams params) {
    Columns.named(params, params.initialModel()).ifPresent(Dl4jEngineFactory::refuseModel);
    if (!Columns.isNamed(params, params.network())) {
      throw new IllegalArgumentException(
          "network must be set with engine = dl4j. Name the file of a network there");
    }
    SettingsCheck.requireUnset(params, setting -> !setting.isAskedBy(engine()), FILE_SAYS);
    if (params.getAveragingPath().equals("slices")) {
      throw new IllegalArgumentException(
          "averagingPath must not be slices with engine = dl4j, whose replicas are averaged on the driver. Provided value: slices. Set it to auto or driver");
    }
  }

  private static void refuseModel(String path) {
    throw new IllegalArgumentException(
        "initialModel must not be set with engine = dl4j. Provided value: %s. Leave it out, and set network = model-dl4j.zip, a network with its weights, which jobs write with export.formats = [dl4j]"
            .formatted(path));
  }

  @Override
  public GivenNetwork given(SharedParams asked, NetworkFile file) {
    Dl4jForm form = form(file).orElseThrow(() -> notOfDl4j(asked));
    SharedParams resolved = GivenNetwork.copy(asked);
    resolved.set(resolved.network(), configuration(asked, form).json());
    resolved.clear(resolved.learningRate());
    resolved.clear(resolved.momentum());
    return new GivenNetwork(asked, resolved, form.dl4j(KindCheck.asked(asked)).weights());
  }

  private static Optional<Dl4jForm> form(NetworkFile file) {
    return file instanceof Dl4jForm form ? Optional.of(form) : Optional.empty();
  }

  private static UnsupportedNetworkException notOfDl4j(SharedParams asked) {
    return new UnsupportedNetworkException(
        "network must be one that DL4J can train with engine = dl4j. Provided: %s. Set engine = blas"
            .formatted(asked.getNetwork()));
  }

  /** An optimiser of others stays behind; what is resolved already is DL4J's own text. */
  private static Dl4jConfiguration configuration(SharedParams asked, Dl4jForm form) {
    Dl4jConfiguration configuration = form.dl4j(KindCheck.asked(asked)).configuration();
    if (!form.hasUpdater()) {
      return configuration.withMomentum(asked.getLearningRate(), asked.getMomentum());
    }
    Set<String> updater = Set.of(asked.learningRate().name(), asked.momentum().name());
    SettingsCheck.requireUnset(asked, setting -> updater.contains(setting.name()), FILE_SAYS);
    return configuration;
  }

  @Override
  public GivenNetwork withoutDropout(GivenNetwork given) {
    SharedParams without = GivenNetwork.copy(given.params());
    without.set(without.network(), configuration(given).withoutDropout().json());
    return new GivenNetwork(given.asked(), without, given.weights());
  }

  @Override
  public String dropoutText(GivenNetwork given) {
    return configuration(given).dropoutText();
  }

  /** The configuration that resolved params hold. */
  private static Dl4jConfiguration configuration(GivenNetwork given) {
    return Dl4jConfiguration.parse(given.params().getNetwork(), "param network");
  }

  @Override
  public ResolvedNetwork resolve(
      GivenNetwork given, DataProfile profile, int[] untrainedCategories) {
    return new Dl4jNetworkResolver(configuration(given), given, profile, untrainedCategories);
  }

  @Override
  public Optional<ExportedNetwork> exported(NetworkFile file, SharedParams params) {
    TargetKind target = KindCheck.asked(params);
    return form(file)
        .filter(form -> form.features().isPresent() && form.dl4j(target).weights().isPresent())
        .map(form -> Dl4jNetwork.of(form.dl4j(target), form.features().getAsInt()));
  }
}

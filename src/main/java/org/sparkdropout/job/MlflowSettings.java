package org.sparkdropout.job;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sparkdropout.mlflow.MlflowExperiment;
import org.sparkdropout.mlflow.MlflowServer;

/** The settings {@code summary.mlflow}, and the environment variables that stand in for some. */
final class MlflowSettings {
  static final String GROUP = "summary.mlflow.";
  static final String URI_KEY = GROUP + "trackingUri";
  static final String EXPERIMENT = GROUP + "experiment";
  static final String ARTIFACTS = GROUP + "artifacts";
  private static final String USER = GROUP + "user";
  private static final String PASSWORD = GROUP + "password";
  private static final String TOKEN = GROUP + "token";
  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** The variables that MLflow's own clients read. */
  private static final String USER_VARIABLE = "MLFLOW_TRACKING_USERNAME";

  private static final String PASSWORD_VARIABLE = "MLFLOW_TRACKING_PASSWORD";
  private static final String TOKEN_VARIABLE = "MLFLOW_TRACKING_TOKEN";

  /** The variables whose values are secrets. */
  static final List<String> SECRET_VARIABLES = List.of(PASSWORD_VARIABLE, TOKEN_VARIABLE);

  private final Settings settings;

  MlflowSettings(Settings settings) {
    this.settings = settings;
  }

  /**
   * Checks the settings without asking the server.
   *
   * @throws SettingsException if they do not fit
   */
  void check() {
    if (!settings.isNull(URI_KEY)) {
      address();
      settings.required(EXPERIMENT);
      authorization();
    }
  }

  /**
   * The experiment that the settings name, if they name a server.
   *
   * @throws SettingsException if the server cannot be reached or refuses
   */
  Optional<MlflowExperiment> experiment() {
    if (settings.isNull(URI_KEY)) {
      return Optional.empty();
    }
    try {
      MlflowServer server = new MlflowServer(withoutUser(address()), authorization());
      return Optional.of(MlflowExperiment.open(server, settings.required(EXPERIMENT)));
    } catch (IOException failure) {
      throw new SettingsException(
          "%s must be the address of an MLflow server that takes runs of the experiment %s. %s. Start that server, set another address or experiment, or leave %s out"
              .formatted(URI_KEY, settings.text(EXPERIMENT), failure.getMessage(), URI_KEY),
          failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The job has been interrupted", interrupted);
    }
  }

  private URI address() {
    try {
      URI address = new URI(settings.text(URI_KEY));
      if (SCHEMES.contains(String.valueOf(address.getScheme())) && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException wrong) {
      // As any other text that is no address.
    }
    throw settings.wrong(URI_KEY, "the address of an MLflow server, such as http://localhost:5000");
  }

  private static URI withoutUser(URI address) {
    return address.getUserInfo() == null
        ? address
        : URI.create(address.toString().replace(address.getRawUserInfo() + "@", ""));
  }

  /** The header that shows who asks. */
  private Optional<String> authorization() {
    Optional<String> token = either(TOKEN, TOKEN_VARIABLE);
    Optional<String> user = either(USER, USER_VARIABLE);
    Optional<String> password = either(PASSWORD, PASSWORD_VARIABLE);
    if (user.isPresent() != password.isPresent()) {
      throw new SettingsException(
          "%s and %s must be set together, or neither. Set: %s"
              .formatted(USER, PASSWORD, user.isPresent() ? USER : PASSWORD));
    }
    return Optional.ofNullable(address().getUserInfo())
        .or(() -> user.map(name -> name + ":" + password.orElseThrow()))
        .map(both -> "Basic " + base64(both))
        .or(() -> token.map(value -> "Bearer " + value));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private Optional<String> either(String key, String variable) {
    return settings
        .optional(key)
        .or(() -> Optional.ofNullable(System.getenv(variable)).filter(text -> !text.isEmpty()));
  }
}

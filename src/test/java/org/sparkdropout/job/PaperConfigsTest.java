package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sparkdropout.compare.Arm;

/** The configs of papers are right before hours are spent on them. */
class PaperConfigsTest {
  private static final Path CONFIGS = Path.of("conf", "papers");
  private static final String SHARED = "mnist.conf";

  @TempDir private static Path folder;

  /** With a folder in the place of the environment variable. */
  @BeforeAll
  static void copyConfigs() throws IOException {
    for (Path config : all()) {
      String text = Files.readString(config).replace("${MNIST}", "mnist");
      Files.writeString(folder.resolve(config.getFileName()), text);
    }
  }

  private static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(CONFIGS)) {
      return files.sorted().toList();
    }
  }

  private static List<String> names() throws IOException {
    return all().stream()
        .map(config -> config.getFileName().toString())
        .filter(name -> !name.equals(SHARED))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("names")
  void config_ofAPaper_hasArmsAndPlacesOfItsOwn(String name) {
    Settings settings = Settings.read(Optional.of(folder.resolve(name)), List.of());
    SettingsRules.checkComparison(settings);
    List<Arm> arms = new ArmSettings(settings).arms();
    assertThat(arms).hasSizeGreaterThanOrEqualTo(2);
    String paper = name.substring(0, name.lastIndexOf('.'));
    assertThat(settings.text("output.path")).isEqualTo("runs/papers/" + paper);
    assertThat(settings.text("checkpoint.path")).isEqualTo("runs/papers/checkpoints/" + paper);
    assertThat(settings.whole("train.seed")).isEqualTo(1);
    new SweepSettings(settings)
        .sweep()
        .ifPresent(
            sweep ->
                assertThat(arms)
                    .extracting(arm -> arm.point().orElseThrow().value())
                    .containsAll(sweep.values()));
  }
}

package org.sparkdropout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sparkdropout.ml.DropoutClassifier;

/** Packages depend on those below them: none needs, in any number of steps, itself. */
class PackagesTest {
  /** A class of ours as class files name it. */
  private static final Pattern OURS = Pattern.compile("org/sparkdropout/([a-z0-9/]+)/[A-Z]");

  @Test
  void packages_haveNoCycles() throws Exception {
    assertThat(cyclic(dependencies())).isEmpty();
  }

  @Test
  void cyclic_packagesInACircle_areFound() {
    Map<String, Set<String>> circle =
        Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("b", "d"), "d", Set.of());
    assertThat(cyclic(circle)).containsExactlyInAnyOrder("b", "c");
  }

  /** Estimators share what fits them, which would have to know each of them otherwise. */
  @Test
  void fit_knowsNoEstimatorAndNoModel() throws Exception {
    assertThat(dependencies()).containsKeys("fit", "ml", "ml/param");
    assertThat(dependencies().get("fit")).contains("ml/param").doesNotContain("ml");
    assertThat(dependencies().get("ml/param")).doesNotContain("ml", "fit");
  }

  /** Packages by name, each with those that its classes name. */
  private static Map<String, Set<String>> dependencies() throws IOException, URISyntaxException {
    Path classes =
        Path.of(DropoutClassifier.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .resolve("org/sparkdropout");
    Map<String, Set<String>> dependencies = new TreeMap<>();
    try (Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".class")).toList()) {
        String owner = classes.relativize(file.getParent()).toString().replace('\\', '/');
        Set<String> named = dependencies.computeIfAbsent(owner, any -> new TreeSet<>());
        named.addAll(packages(file));
        named.remove(owner);
      }
    }
    return dependencies;
  }

  /** Every class that code refers to stands by its name in the class file's constant pool. */
  private static Set<String> packages(Path file) throws IOException {
    String constants = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    return OURS.matcher(constants)
        .results()
        .map((MatchResult found) -> found.group(1))
        .collect(Collectors.toSet());
  }

  /** The packages that reach themselves. */
  private static Set<String> cyclic(Map<String, Set<String>> dependencies) {
    return dependencies.keySet().stream()
        .filter(name -> reached(name, dependencies).contains(name))
        .collect(Collectors.toSet());
  }

  private static Set<String> reached(String from, Map<String, Set<String>> dependencies) {
    Set<String> reached = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      dependencies.getOrDefault(next.pop(), Set.of()).stream()
          .filter(reached::add)
          .forEach(next::push);
    }
    return reached;
  }
}

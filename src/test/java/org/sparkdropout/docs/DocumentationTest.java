package org.sparkdropout.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentationTest {
  @TempDir private Path folder;

  static List<DocumentationPage> pages() throws IOException {
    return DocumentationPage.all();
  }

  @Test
  void readme_javaProgram_compiles() {
    List<String> programs = DocumentationPage.of("README.md").blocks("java");
    assertThat(programs).isNotEmpty().allSatisfy(program -> assertThat(errors(program)).isEmpty());
  }

  @Test
  void errors_importMissing_areSeen() {
    String program = DocumentationPage.of("README.md").blocks("java").get(0);
    assertThat(errors(program.replace("import org.apache.spark.ml.PipelineStage;\n", "")))
        .isNotEmpty();
  }

  private List<String> errors(String program) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> options = List.of("-proc:none", "-d", folder.toString(), "-classpath", classes);
    compiler.getTask(null, null, found, options, null, List.of(new Source(program))).call();
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(Object::toString)
        .toList();
  }

  /** A program in memory. */
  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Digits.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void page_commands_areTheSameWordsInEveryShell(DocumentationPage page) throws Exception {
    for (String command : page.commands()) {
      List<String> inBash = words("bash", command);
      assertThat(settings(inBash))
          .as(command)
          .allSatisfy(setting -> assertThat(setting).matches("[\\w.]+=.+"));
      assertThat(inBash).as(command).doesNotContain("#");
      if (isInstalled("zsh")) {
        assertThat(words("zsh", command)).as(command).isEqualTo(inBash);
      }
    }
  }

  @Test
  void words_listWithoutQuotes_failInZsh() throws Exception {
    assumeTrue(isInstalled("zsh"), "zsh");
    assertThat(words("zsh", "jobs/train --set train.hiddenDropout=[0.4]"))
        .first()
        .asString()
        .contains("no matches found");
  }

  /** Words that follow --set. */
  private static List<String> settings(List<String> words) {
    List<String> settings = new ArrayList<>();
    for (int at = 1; at < words.size(); at++) {
      if (words.get(at - 1).equals("--set")) {
        settings.add(words.get(at));
      } else if (!words.get(at - 1).startsWith("-")) {
        assertThat(words.get(at)).as("after " + words.get(at - 1)).doesNotContain("=[", "={");
      }
    }
    return settings;
  }

  /** The words that a shell makes of a command, or its error. */
  private static List<String> words(String shell, String command)
      throws IOException, InterruptedException {
    String arguments = command.substring(command.indexOf("jobs/"));
    Process process =
        new ProcessBuilder(shell, "-c", "printf '%s\\0' " + arguments)
            .redirectErrorStream(true)
            .start();
    byte[] output = process.getInputStream().readAllBytes();
    process.waitFor();
    return Arrays.asList(new String(output, StandardCharsets.UTF_8).split("\0", -1));
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void page_links_leadToFilesAndHeadings(DocumentationPage page) {
    for (String link : page.links()) {
      if (!link.matches("https?:.*")) {
        String[] parts = link.split("#", 2);
        Path target =
            parts[0].isEmpty() ? page.path() : page.path().resolveSibling(parts[0]).normalize();
        assertThat(target).as(page.path() + ": " + link).exists();
        if (parts.length > 1) {
          assertThat(DocumentationPage.of(target.toString()).anchors()).as(link).contains(parts[1]);
        }
      }
    }
  }
}

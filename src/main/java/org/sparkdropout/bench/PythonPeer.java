package org.sparkdropout.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A peer in a Python process of its own, which is idle until it is asked for a turn. The scripts
 * and what they need to have installed lie in {@code src/bench/python}.
 */
final class PythonPeer implements Contender {
  private static final Path SCRIPTS = Path.of("src", "bench", "python");
  private static final int PATIENCE_SECONDS = 10;

  /** What a script ends with if a package cannot be imported. */
  private static final int PACKAGE_MISSING = 3;

  private final Process process;
  private final BufferedReader answers;
  private final Writer turns;
  private final String name;

  private PythonPeer(String python, String script, List<String> options) {
    String home = System.getenv().getOrDefault("SPARK_DROPOUT_HOME", ".");
    List<String> command = new ArrayList<>();
    command.add(python);
    command.add(Path.of(home).resolve(SCRIPTS).resolve(script).toString());
    command.addAll(options);
    try {
      this.process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw missing(python, script, e);
    }
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.turns = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    try {
      this.name = answer("name").textValue();
    } catch (IOException e) {
      if (ended() == PACKAGE_MISSING) {
        throw missing(python, script, e);
      }
      throw new IllegalStateException(
          script + " must say its name as a line of JSON. It did not; its own words are above", e);
    }
  }

  private static MissingPeerException missing(String python, String script, IOException cause) {
    return new MissingPeerException(
        "%s needs a Python with its packages. Provided: --python %s (%s). Install them: %s -m pip install -r %s"
            .formatted(
                script, python, cause.getMessage(), python, SCRIPTS.resolve("requirements.txt")),
        cause);
  }

  /** Ends the process, if it has not; returns what it ended with. */
  private int ended() {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return -1;
    }
  }

  /** PyTorch, as many threads as suit it best. */
  static PythonPeer training(String python, String precision, Workload workload) {
    List<String> options = new ArrayList<>(shape(workload));
    options.addAll(List.of("--batch-size", String.valueOf(workload.batchSize())));
    options.addAll(List.of("--input-dropout", String.valueOf(workload.inputDropout())));
    options.addAll(List.of("--hidden-dropout", String.valueOf(workload.hiddenDropout())));
    options.addAll(List.of("--precision", precision));
    return new PythonPeer(python, "pytorch_training.py", options);
  }

  /** ONNX Runtime with one thread. */
  static PythonPeer scoring(String python, Workload workload) {
    List<String> options = new ArrayList<>(shape(workload));
    options.addAll(List.of("--threads", "1"));
    return new PythonPeer(python, "onnxruntime_scoring.py", options);
  }

  private static List<String> shape(Workload workload) {
    String hidden =
        workload.hidden().stream().map(String::valueOf).collect(Collectors.joining(","));
    return List.of(
        "--rows=" + workload.rows(),
        "--inputs=" + workload.inputs(),
        "--hidden=" + hidden,
        "--classes=" + workload.classes());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double samplesPerSecond() {
    try {
      turns.write("turn\n");
      turns.flush();
      return answer("samplesPerSecond").doubleValue();
    } catch (IOException e) {
      throw new IllegalStateException(name + " must answer a turn with a line of JSON", e);
    }
  }

  private JsonNode answer(String field) throws IOException {
    String line = answers.readLine();
    if (line == null) {
      throw new IOException("it ended without an answer");
    }
    return new ObjectMapper().readTree(line).required(field);
  }

  @Override
  public void close() {
    try {
      turns.close();
    } catch (IOException e) {
      process.destroyForcibly();
    }
    ended();
  }
}

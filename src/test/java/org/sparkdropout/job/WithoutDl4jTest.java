package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our own engine trains, scores and exports where there is no class of DL4J. */
class WithoutDl4jTest {
  private static final Pattern DL4J = Pattern.compile("nd4j|deeplearning4j|dl4j-spark|datavec");

  @TempDir private Path folder;

  private static String classPath() {
    String all =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    String rest =
        Arrays.stream(all.split(Pattern.quote(File.pathSeparator)))
            .filter(entry -> !DL4J.matcher(entry).find())
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(rest.length()).isLessThan(all.length());
    return rest;
  }

  private List<String> command() {
    List<String> command =
        new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp", classPath()));
    command.addAll(
        List.of(
            "-Dspark.ui.enabled=false", "-Dspark.driver.host=127.0.0.1", TrainJob.class.getName()));
    command.addAll(List.of("--config", "conf/train-penguins.conf"));
    command.addAll(List.of("--set", "train.maxIter=2", "--set", "export.formats=[onnx]"));
    command.addAll(List.of("--set", "output.path=" + folder.resolve("model").toUri()));
    return command;
  }

  @Test
  void train_writesTheModelAndItsOnnxFiles() throws IOException, InterruptedException {
    Path log = folder.resolve("printed.txt");
    ProcessBuilder job = new ProcessBuilder(command()).redirectErrorStream(true);
    job.environment().put("SPARK_DROPOUT_HOME", Path.of("").toAbsolutePath().toString());
    Process running = job.redirectOutput(log.toFile()).start();
    assertThat(running.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(running.exitValue()).as(Files.readString(log)).isZero();
    assertThat(Files.readString(log))
        .contains("model.onnx agrees", "model-training.onnx agrees", "pipeline.onnx agrees");
  }
}

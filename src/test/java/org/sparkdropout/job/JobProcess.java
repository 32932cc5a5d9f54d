package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs job train on the penguins in a JVM of its own, for what cannot be changed in this one. */
final class JobProcess {
  private final String classPath;
  private final List<String> properties;

  /** With a class path, and properties such as {@code -Dname=value}. */
  JobProcess(String classPath, String... properties) {
    this.classPath = classPath;
    this.properties = List.of(properties);
  }

  /** The class path of this JVM. */
  static String ownClassPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** What the job prints, after it has ended well. */
  String train(Path folder, String... settings) throws IOException, InterruptedException {
    Path log = folder.resolve("printed.txt");
    ProcessBuilder job = new ProcessBuilder(command(settings)).redirectErrorStream(true);
    job.environment().put("SPARK_DROPOUT_HOME", Path.of("").toAbsolutePath().toString());
    Process running = job.redirectOutput(log.toFile()).start();
    assertThat(running.waitFor(5, TimeUnit.MINUTES)).isTrue();
    String printed = Files.readString(log);
    assertThat(running.exitValue()).as(printed).isZero();
    return printed;
  }

  private List<String> command(String... settings) {
    List<String> command =
        new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(command::add);
    command.addAll(List.of("-Xmx1g", "-XX:TieredStopAtLevel=1", "-cp", classPath));
    command.addAll(properties);
    command.addAll(
        List.of(
            "-Dspark.ui.enabled=false", "-Dspark.driver.host=127.0.0.1", TrainJob.class.getName()));
    command.addAll(List.of("--config", "conf/train-penguins.conf"));
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    return command;
  }
}

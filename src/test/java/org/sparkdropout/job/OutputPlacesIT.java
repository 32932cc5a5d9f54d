package org.sparkdropout.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sparkdropout.testing.Leftovers;
import org.sparkdropout.testing.SubmittedJob;

/**
 * Jobs in processes of their own that are killed, and that want the same place: an output is the
 * old one or the new one, whole.
 *
 * <p>How often is set by {@code -Doutput.kills} (signals) and {@code -Doutput.races} (pairs of
 * jobs); the moments are random, and their seed, {@code -Doutput.seed}, is printed.
 */
class OutputPlacesIT {
  private static final int KILLS = Integer.getInteger("output.kills", 3);
  private static final int RACES = Integer.getInteger("output.races", 1);
  private static final long SEED = Long.getLong("output.seed", System.nanoTime());
  private static final Path CONF = Path.of("conf").toAbsolutePath();

  @TempDir private Path folder;
  private final Random random = new Random(SEED);

  @BeforeEach
  void sayTheSeed() {
    System.out.println("Moments of seed " + SEED + ": -Doutput.seed=" + SEED);
  }

  private SubmittedJob.Running start(String job, String... settings) {
    List<String> words = new ArrayList<>(List.of("--master", "local[2]"));
    if (!job.equals("export")) {
      words.addAll(List.of("--config", CONF.resolve(job + "-penguins.conf").toString()));
    }
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return SubmittedJob.start(folder, Map.of(), job, words);
  }

  private SubmittedJob.Running train(int seed, boolean overwrite) {
    return start("train", "train.maxIter=2", "train.seed=" + seed, "output.overwrite=" + overwrite);
  }

  private SubmittedJob.Running start(String job, int turn) {
    return switch (job) {
      case "train" -> train(turn, true);
      case "score" -> start("score");
      default ->
          start(
              "export",
              "export.model=runs/penguins",
              "export.formats=[onnx]",
              "output.path=runs/exported",
              "output.overwrite=true");
    };
  }

  private Path place(String job) {
    String name =
        switch (job) {
          case "train" -> "penguins";
          case "score" -> "penguins-scored";
          default -> "exported";
        };
    return folder.resolve("runs").resolve(name);
  }

  private static void require(SubmittedJob.Running job) {
    SubmittedJob ended = job.end();
    assertThat(ended.code()).as(ended.text()).isZero();
  }

  /** The files of an output with their digests; what Spark makes up in their names is left out. */
  private static SortedMap<String, String> files(Path output) throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(output)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = output.relativize(file).toString();
        digests.put(
            name.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=_)[0-9a-f]{12}", "*"),
            DigestUtils.sha256Hex(Files.readAllBytes(file)));
      }
    }
    return digests;
  }

  private void requireNothingBeside(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place.getParent())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.matches("\\.?" + place.getFileName() + "\\..*"));
    }
  }

  @Test
  void place_jobKilledAtAnyMoment_holdsTheOldOutputOrTheNewOneWhole() throws Exception {
    List<String> jobs = List.of("train", "score", "export");
    Map<String, Long> nanoseconds = new TreeMap<>();
    for (String job : jobs) {
      long began = System.nanoTime();
      require(start(job, 0));
      nanoseconds.put(job, System.nanoTime() - began);
    }
    for (int turn = 1; turn <= KILLS; turn++) {
      String job = jobs.get(turn % jobs.size());
      strike(job, turn, random.nextLong(nanoseconds.get(job)));
      require(start(job, 0));
      requireNothingBeside(place(job));
    }
  }

  private void strike(String job, int turn, long moment) throws Exception {
    Map<String, String> old = files(place(job));
    SubmittedJob.Running running = start(job, turn);
    TimeUnit.NANOSECONDS.sleep(moment);
    boolean killed = random.nextBoolean();
    if (killed) {
      Leftovers.kill(running.process());
    } else {
      new ProcessBuilder("kill", "-INT", String.valueOf(running.process().pid())).start().waitFor();
    }
    SubmittedJob ended = running.end();
    Map<String, String> now = files(place(job));
    System.out.printf(
        "%s, %s after %.1f s: exit %d, %s output%n",
        job,
        killed ? "SIGKILL" : "SIGINT",
        moment * 1e-9,
        ended.code(),
        now.equals(old) ? "the old" : "a new");
    assertThat(now.keySet()).isEqualTo(old.keySet());
    assertThat(now).containsKey("_spark-dropout");
    if (ended.code() != 0 && !killed) {
      requireNothingBeside(place(job));
    }
  }

  @Test
  void place_twoJobsAtOnce_holdsTheWholeOutputOfOneThatEndedWell() throws Exception {
    for (int turn = 0; turn < RACES; turn++) {
      boolean overwrite = turn % 2 == 0;
      if (!overwrite) {
        FileUtils.deleteDirectory(place("train").toFile());
      }
      long began = System.nanoTime();
      SubmittedJob.Running first = train(2 * turn + 1, overwrite);
      TimeUnit.MILLISECONDS.sleep(random.nextInt(12_000));
      String offset = "%.1f s".formatted((System.nanoTime() - began) * 1e-9);
      SubmittedJob.Running second = train(2 * turn + 2, overwrite);
      List<SubmittedJob> ended = List.of(first.end(), second.end());
      System.out.printf(
          "offset %s, overwrite %s: exits %d and %d%n",
          offset, overwrite, ended.get(0).code(), ended.get(1).code());
      check(ended);
    }
  }

  private void check(List<SubmittedJob> ended) throws IOException {
    List<SubmittedJob> done = ended.stream().filter(job -> job.code() == 0).toList();
    assertThat(done).as(ended.toString()).isNotEmpty();
    for (SubmittedJob refused : ended.stream().filter(job -> job.code() != 0).toList()) {
      assertThat(refused.text())
          .containsPattern("error: output\\.path must (be written by one job at a time|not exist)");
    }
    String provenance = Files.readString(place("train").resolve("provenance.json"));
    assertThat(done.stream().map(SubmittedJob::digest)).anyMatch(provenance::contains);
    assertThat(place("train").resolve("model")).isDirectory();
    requireNothingBeside(place("train"));
    require(start("score", 0)); // whose reader checks the model's digests
  }
}

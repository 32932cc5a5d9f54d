package org.sparkdropout.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Drops the block of a shard that an executor has cached, by the hand of {@link ShardDropper}. */
final class DroppedShard implements Fault {
  @Override
  public List<String> sparkOptions(Scene scene) {
    Path classes =
        Path.of(ShardDropper.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    return List.of(
        "--driver-class-path",
        classes.toString(),
        "--conf",
        "spark.extraListeners=" + ShardDropper.class.getName(),
        "--conf",
        ShardDropper.FOLDER + "=" + scene.folder());
  }

  @Override
  public String strike(Scene scene) {
    Path answer = scene.folder().resolve(ShardDropper.ANSWER);
    try {
      int number = scene.random().nextInt(Integer.MAX_VALUE);
      Files.writeString(scene.folder().resolve(ShardDropper.ORDER), Integer.toString(number));
      for (int wait = 0; wait < 600 && scene.job().process().isAlive(); wait++) {
        if (Files.exists(answer)) {
          return Files.readString(answer);
        }
        Pause.of(Duration.ofMillis(50));
      }
      throw new IllegalStateException("A shard must be dropped before the job ends");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public Pattern cause() {
    return Pattern.compile("rdd_\\d+_\\d+");
  }
}

package org.sparkdropout.faults;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sparkdropout.testing.Place;

/** Fills the disk of a worker, where Spark keeps blocks and shuffles, until people make room. */
final class FullDisk implements Fault {
  /** Room for the job's jar, which executors keep there, and little more. */
  private static final String SIZE = "320m";

  private Namespace mounts;
  private Path disk;

  @Override
  public Site site(int workers, Path folder) {
    Path mounted = folder.resolve("disk");
    try {
      Files.createDirectory(mounted);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    mounts = Namespace.ofMounts("mount -t tmpfs -o size=%s faults '%s'".formatted(SIZE, mounted));
    // As seen from outside the namespace.
    disk = Path.of("/proc/" + mounts.pid() + "/root" + mounted);
    Site site = Site.loopback(workers);
    List<Place> places = new ArrayList<>(site.workers());
    Place place = new Place(places.get(0).address(), mounts.entrance(), Map.of());
    places.set(0, place.withLocalFolder(mounted));
    return new Site(site.master(), places);
  }

  @Override
  public String strike(Scene scene) {
    byte[] megabyte = new byte[1 << 20];
    try (OutputStream file = Files.newOutputStream(disk.resolve("full"))) {
      while (true) {
        file.write(megabyte);
      }
    } catch (IOException full) {
      if (!full.getMessage().contains("No space left")) {
        throw new UncheckedIOException(full);
      }
    }
    return "disk of worker-1 full";
  }

  @Override
  public Pattern cause() {
    return Pattern.compile("No space left on device");
  }

  @Override
  public void repair() {
    try {
      Files.delete(disk.resolve("full"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() {
    if (mounts != null) {
      mounts.close();
    }
  }
}

package org.sparkdropout.faults;

import java.util.regex.Pattern;
import org.sparkdropout.testing.Leftovers;

/** Kills the driver, which can say nothing any more. */
final class KilledDriver implements Fault {
  @Override
  public String strike(Scene scene) {
    Leftovers.kill(scene.job().process());
    return "driver killed";
  }

  @Override
  public Pattern cause() {
    return Pattern.compile("^$");
  }
}

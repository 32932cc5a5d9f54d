package org.sparkdropout.keras;

import java.util.Set;
import org.sparkdropout.files.BoundedZip;
import org.sparkdropout.fit.NetworkFile;
import org.sparkdropout.fit.NetworkFormat;

/** Models that Keras has saved. */
public final class KerasFormat implements NetworkFormat {
  @Override
  public String name() {
    return "keras";
  }

  /** HDF5, or a zip in which Keras names the model's configuration as it does. */
  @Override
  public boolean recognises(byte[] bytes, String where) {
    return KerasFile.isHdf5(bytes) || BoundedZip.hasEntry(bytes, KerasZip.CONFIG);
  }

  @Override
  public NetworkFile read(byte[] bytes, String where) {
    return KerasNetwork.of(KerasFile.of(bytes, where), where);
  }

  @Override
  public Set<String> endingsWithWeights() {
    return Set.of("h5", "hdf5", "keras");
  }
}

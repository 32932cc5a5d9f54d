package org.sparkdropout.fit;

import org.sparkdropout.ml.param.SharedParams;
import org.sparkdropout.score.ExportedNetwork;

/** Writes networks as files of another runtime, and runs such files to compare them. */
public interface NetworkWriter {
  /**
   * The runtime.
   *
   * @return its name, for messages
   */
  String runtime();

  /**
   * What a file is called that stands beside a model.
   *
   * @return a name with its ending
   */
  String fileName();

  /**
   * Writes a network.
   *
   * @param network scaled for inference, of any engine
   * @param params that it was trained with
   * @return the bytes of the file
   */
  byte[] write(ExportedNetwork network, SharedParams params);

  /**
   * What the runtime answers with a file.
   *
   * @param file that was written
   * @param features (rows, inputs)
   * @return probabilities (rows, classes), or numbers in the label's units (rows, outputs)
   */
  float[][] answers(byte[] file, float[][] features);
}

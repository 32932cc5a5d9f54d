package org.sparkdropout.dl4j;

import java.util.OptionalInt;
import org.sparkdropout.data.TargetKind;
import org.sparkdropout.fit.NetworkFile;

/** A network file that DL4J can train and score: one of its own, or one that was turned into it. */
public interface Dl4jForm extends NetworkFile {
  /**
   * The network as DL4J has it.
   *
   * @param target what it answers: one of {@link #targets()}
   * @return with its weights, if the file has them
   */
  Dl4jFile dl4j(TargetKind target);

  /**
   * The numbers of a row of features.
   *
   * @return empty if the file leaves them to the data
   */
  OptionalInt features();

  /**
   * Whether the file says how steps update the network.
   *
   * @return false where an optimiser stays behind, and params say it
   */
  boolean hasUpdater();
}

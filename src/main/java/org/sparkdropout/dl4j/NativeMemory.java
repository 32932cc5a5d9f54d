package org.sparkdropout.dl4j;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.MemoryWorkspaceManager;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Frees what DL4J keeps outside Java's heap. DL4J's own ways to do so call {@code System.gc()} each
 * time, which in an executor full of rows takes longer than a round.
 */
final class NativeMemory {
  private NativeMemory() {}

  /** Frees the workspaces of this thread, which may never come back. */
  static void leaveThread() {
    MemoryWorkspaceManager manager = Nd4j.getWorkspaceManager();
    for (MemoryWorkspace workspace : List.copyOf(manager.getAllWorkspacesForCurrentThread())) {
      manager.destroyWorkspace(workspace);
    }
  }

  /** Frees a network, which is of no use then. */
  static void free(MultiLayerNetwork network) {
    free(network.params());
    free(network.getFlattenedGradients());
    if (network.getUpdater(false) != null) {
      free(network.getUpdater(false).getStateViewArray());
    }
  }

  private static void free(INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }
}

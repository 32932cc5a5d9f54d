package org.sparkdropout.dl4j;

import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** How many threads DL4J's native code uses in a process. */
final class NativeThreads {
  private NativeThreads() {}

  /**
   * Sets one thread, for all networks of this process: Spark owns the cores, and sums are added in
   * one order.
   */
  static void useOne() {
    Nd4j.factory().blas().setMaxThreads(1);
    NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
  }
}

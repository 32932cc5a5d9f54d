package org.sparkdropout.dropout;

/** Moves one value a parameter between a thinned network and the whole one. */
public final class ThinnedParameters {
  private ThinnedParameters() {}

  /** Takes those of the kept units out of the whole network. */
  public static void gather(ThinnedNetwork thinned, float[] values, float[] whole) {
    thinned.gather(new float[][] {values}, new float[][] {whole});
  }

  /** Puts them back. */
  public static void scatter(ThinnedNetwork thinned, float[] whole, float[] values) {
    thinned.scatter(new float[][] {whole}, new float[][] {values});
  }
}

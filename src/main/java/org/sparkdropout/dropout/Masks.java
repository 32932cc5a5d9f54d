package org.sparkdropout.dropout;

import java.util.Arrays;
import org.sparkdropout.network.Thinning;
import org.sparkdropout.random.Normal;
import org.sparkdropout.random.Philox4x32;
import org.sparkdropout.random.Purpose;
import org.sparkdropout.random.Streams;

/**
 * The masks of one replica: a new thinned network for every example and step (Srivastava et al.
 * 2014, section 5.1).
 *
 * <p>Where hidden layers share masks, a {@link ThinnedNetwork} has left out their dropped units
 * already; what remains for them is the factor of kept units.
 *
 * <p>A multiplier is a pure function of (seed, replica, epoch, step, layer, row, unit), so a
 * retried step draws the same masks, and no two replicas, steps or layers share a stream. {@link
 * #at} moves to a step. Not thread-safe: one per task.
 */
public final class Masks implements Thinning {
  private static final int LANES = 64;

  /** Inputs that are dropped at a time. */
  private static final int TOGETHER = 8;

  /** The bits of each byte as eight floats, lowest first. */
  private static final float[] BITS = bitsOfEveryByte();

  private final Dropout dropout;
  private final DropoutSchedule schedule;
  private final Streams streams;
  private final int replica;
  private final Bernoulli bernoulli;
  private final int[] block = new int[Philox4x32.WORDS];
  private int epoch;
  private int step;

  /** Of each layer's dropout, by the schedule. */
  private double factor = 1;

  /** The bits of a layer; grows to the largest layer at its first step. */
  private long[] words = {};

  /** The noise of the inputs; likewise. */
  private float[] multipliers = {};

  /**
   * The masks of a replica.
   *
   * @param dropout how much is dropped in each layer
   * @param streams the run's streams
   * @param replica the replica's number
   */
  public Masks(Dropout dropout, Streams streams, int replica) {
    this(dropout, DropoutSchedule.CONSTANT, streams, replica);
  }

  /**
   * The masks of a replica.
   *
   * @param dropout how much is dropped in each layer
   * @param schedule what that is multiplied by over time; constant for shared masks
   * @param streams the run's streams
   * @param replica the replica's number
   */
  public Masks(Dropout dropout, DropoutSchedule schedule, Streams streams, int replica) {
    this.dropout = dropout;
    this.schedule = schedule;
    this.streams = streams;
    this.replica = replica;
    this.bernoulli = new Bernoulli(streams, replica);
  }

  /**
   * Moves to a step at the start of the schedule.
   *
   * @param epoch the epoch
   * @param step the step within the epoch
   * @return this
   */
  public Masks at(int epoch, int step) {
    return at(epoch, step, 0);
  }

  /**
   * Moves to a step.
   *
   * @param epoch the epoch
   * @param step the step within the epoch
   * @param time of the step in epochs, for the schedule
   * @return this
   */
  public Masks at(int epoch, int step, double time) {
    this.epoch = epoch;
    this.step = step;
    this.factor = schedule.factor(time);
    return this;
  }

  @Override
  public boolean thins(int layer) {
    boolean scales = dropout.kind() != Dropout.Kind.CLASSIC;
    boolean changes = scales ? factor > 0 : !shared(layer);
    return dropout.dropout(layer) > 0 && changes;
  }

  /** The probability of keeping a unit now. */
  private double retain(int layer) {
    return factor == 1 ? dropout.retain(layer) : 1 - factor * dropout.dropout(layer);
  }

  /**
   * What a kept unit is multiplied by. Classic dropout multiplies weights by retain at export,
   * whatever the schedule: where less is dropped now, kept units make up for it.
   */
  private float ofKept(int layer) {
    return switch (dropout.kind()) {
      case CLASSIC -> factor == 1 ? 1f : (float) (dropout.retain(layer) / retain(layer));
      case INVERTED -> (float) (1 / retain(layer));
      case GAUSSIAN -> 1f;
    };
  }

  private boolean shared(int layer) {
    return layer > 0 && dropout.sharing() != Dropout.Sharing.EXAMPLE;
  }

  @Override
  public void thin(float[] values, int layer, int rows, int units) {
    if (dropout.kind() == Dropout.Kind.GAUSSIAN) {
      if (multipliers.length < rows * units) {
        multipliers = new float[rows * units];
      }
      multipliers(multipliers, layer, rows, units);
      for (int i = 0; i < rows * units; i++) {
        values[i] *= multipliers[i];
      }
      return;
    }
    if (factor > 0) {
      dropUnits(values, layer, rows, units);
    }
    scale(values, layer, rows * units);
  }

  private void dropUnits(float[] values, int layer, int rows, int units) {
    drawWords(layer, rows, units);
    int wordsPerRow = wordsPerRow(units);
    for (int row = 0; row < rows; row++) {
      for (int word = 0; word < wordsPerRow; word++) {
        int first = word * LANES;
        long present = -1L >>> Math.max(0, LANES - (units - first));
        drop(values, row * units + first, ~words[row * wordsPerRow + word] & present);
      }
    }
  }

  /** Sets dropped values to zero. */
  private static void drop(float[] values, int from, long dropped) {
    if (from + LANES < values.length) {
      dropTogether(values, from, dropped);
      return;
    }
    for (long left = dropped; left != 0; left &= left - 1) {
      values[from + Long.numberOfTrailingZeros(left)] = 0f;
    }
  }

  /**
   * Several at a time, so that the processor guesses seldom whether more are left. When none is,
   * zeros go to the place after the word's, which gets its value back.
   */
  private static void dropTogether(float[] values, int from, long dropped) {
    float after = values[from + LANES];
    long left = dropped;
    while (left != 0) {
      for (int i = 0; i < TOGETHER; i++) {
        values[from + Long.numberOfTrailingZeros(left)] = 0f;
        left &= left - 1;
      }
    }
    values[from + LANES] = after;
  }

  /** Multiplies kept units by what their kind of dropout asks for. */
  private void scale(float[] values, int layer, int count) {
    float kept = ofKept(layer);
    if (kept != 1f) {
      for (int i = 0; i < count; i++) {
        values[i] *= kept;
      }
    }
  }

  @Override
  public void multipliers(float[] out, int layer, int rows, int units) {
    if (shared(layer)) {
      Arrays.fill(out, 0, rows * units, (float) (1 / dropout.retain(layer)));
    } else if (dropout.kind() == Dropout.Kind.GAUSSIAN) {
      double retain = retain(layer);
      gaussian(out, layer, rows, units, Math.sqrt((1 - retain) / retain));
    } else if (factor == 0) {
      Arrays.fill(out, 0, rows * units, ofKept(layer));
    } else {
      bernoulli(out, layer, rows, units);
    }
  }

  private void bernoulli(float[] out, int layer, int rows, int units) {
    drawWords(layer, rows, units);
    int wordsPerRow = wordsPerRow(units);
    for (int row = 0; row < rows; row++) {
      for (int word = 0; word < wordsPerRow; word++) {
        int from = row * units + word * LANES;
        int to = Math.min(from + LANES, (row + 1) * units);
        expand(out, from, to, words[row * wordsPerRow + word]);
      }
    }
    scale(out, layer, rows * units);
  }

  /** Draws the bits of a layer; a row starts with a new word. */
  private void drawWords(int layer, int rows, int units) {
    int count = rows * wordsPerRow(units);
    if (words.length < count) {
      words = new long[count];
    }
    long threshold = Bernoulli.threshold(retain(layer));
    bernoulli.words(words, count, threshold, epoch, step, layer);
  }

  private static int wordsPerRow(int units) {
    return (units + LANES - 1) / LANES;
  }

  private static void expand(float[] out, int from, int to, long bits) {
    long left = bits;
    int unit = from;
    for (; unit + Byte.SIZE <= to; unit += Byte.SIZE) {
      System.arraycopy(BITS, (int) (left & 0xFF) * Byte.SIZE, out, unit, Byte.SIZE);
      left >>>= Byte.SIZE;
    }
    System.arraycopy(BITS, (int) (left & 0xFF) * Byte.SIZE, out, unit, to - unit);
  }

  private static float[] bitsOfEveryByte() {
    float[] bits = new float[(1 << Byte.SIZE) * Byte.SIZE];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (i / Byte.SIZE) >>> (i % Byte.SIZE) & 1;
    }
    return bits;
  }

  private void gaussian(float[] out, int layer, int rows, int units, double deviation) {
    int blocksPerRow = (units + block.length - 1) / block.length;
    float sigma = (float) deviation;
    for (int row = 0; row < rows; row++) {
      for (int unit = 0; unit < units; unit++) {
        int lane = unit % block.length;
        if (lane == 0) {
          int position = row * blocksPerRow + unit / block.length;
          streams.block(block, Purpose.NOISE, replica, epoch, step, layer, position);
        }
        out[row * units + unit] = 1f + sigma * Normal.ofWord(block[lane]);
      }
    }
  }
}

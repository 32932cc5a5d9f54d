package org.sparkdropout.train;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.sparkdropout.data.FloatBytes;

/**
 * A range of the parameters of a state, on its way: where it is cut it refers to the whole state,
 * and only where it arrives does it have arrays of its own. A replica that sends its state in
 * slices therefore needs no second copy of it.
 *
 * <p>Written as Java writes objects: Kryo would take the fields as they are, and so the whole
 * state.
 */
final class StateRange implements SentState {
  private static final long serialVersionUID = 1L;

  private TrainState state;
  private int from;
  private int to;

  /** All arrays of the state from one parameter to before another. */
  StateRange(TrainState state, int from, int to) {
    this.state = state;
    this.from = from;
    this.to = to;
  }

  @Override
  public SentState range(int first, int end) {
    return new StateRange(state, from + first, from + end);
  }

  @Override
  public boolean isDifference() {
    return false;
  }

  /** The range as a state of its own; the very state if it was sent here. */
  @Override
  public TrainState arrived() {
    return from == 0 && to == state.weights().length ? state : state.range(from, to);
  }

  private void writeObject(ObjectOutputStream out) throws IOException {
    out.writeInt(to - from);
    float[][] arrays = state.all();
    out.writeInt(arrays.length);
    for (float[] array : arrays) {
      FloatBytes.write(array, from, to, out);
    }
  }

  private void readObject(ObjectInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      throw new InvalidObjectException("A range must not have a negative length: " + length);
    }
    this.from = 0;
    this.to = length;
    float[][] arrays = new float[in.readInt()][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = FloatBytes.read(in, length);
    }
    this.state = TrainState.ofAll(arrays).shared();
  }
}

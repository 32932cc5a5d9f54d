package org.sparkdropout.prepare;

import java.io.Serializable;

/**
 * Takes the keys of one slot.
 *
 * @param <T> itself
 */
interface KeySink<T> extends Serializable {
  /** Whether it wants none. */
  boolean isIdle();

  /** Takes a key. */
  void add(long key);

  /** Takes what another one has taken. */
  T merge(T other);
}

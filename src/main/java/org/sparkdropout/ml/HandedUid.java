package org.sparkdropout.ml;

import org.apache.spark.ml.util.Identifiable;

/**
 * Brings a uid past Spark's constructors.
 *
 * <p>The constructors of Spark's Scala classes call {@link Identifiable#uid()} of the object under
 * construction to name their params, which is before a Java constructor can set a field. So the uid
 * is handed over through the thread: {@code this(HandedUid.of(uid))} runs first and leaves it here,
 * Spark's constructor asks for {@code uid()}, which finds its field still null and takes it. The
 * field must have no initialiser, or Java would run that afterwards and forget the uid.
 */
final class HandedUid {
  private static final ThreadLocal<String> HANDED = new ThreadLocal<>();

  private HandedUid() {}

  /** Leaves a uid for the object that the calling constructor constructs. */
  static HandedUid of(String uid) {
    HANDED.set(uid);
    return new HandedUid();
  }

  /** Takes the uid that was left by this thread. */
  static String take() {
    String uid = HANDED.get();
    HANDED.remove();
    return uid;
  }
}

package org.sparkdropout.fit;

/** A network answers classes where numbers are asked for, or the other way round. */
public final class OtherKindException extends UnsupportedNetworkException {
  private static final long serialVersionUID = 1L;

  OtherKindException(String message) {
    super(message);
  }
}

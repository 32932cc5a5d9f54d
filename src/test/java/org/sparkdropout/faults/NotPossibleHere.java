package org.sparkdropout.faults;

/** This machine does not permit what a fault needs. */
final class NotPossibleHere extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Says so.
   *
   * @param needs what is missing
   */
  NotPossibleHere(String needs) {
    super(needs);
  }
}

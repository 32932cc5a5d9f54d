package org.sparkdropout.job;

/** What a job ends with; scripts rely on these numbers. */
enum ExitCode {
  /** All is done and written. */
  DONE(0),
  /** Failed in running. */
  FAILED(1),
  /** Wrong usage or settings. */
  WRONG_SETTINGS(2),
  /** Wrong data: a missing file, an empty table, a missing or mistyped column, invalid values. */
  WRONG_DATA(3);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}

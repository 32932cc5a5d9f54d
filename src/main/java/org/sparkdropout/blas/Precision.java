package org.sparkdropout.blas;

/** How many bits of its operands a matrix product uses. */
public enum Precision {
  /** All 32 bits of a float. */
  FLOAT32,

  /**
   * The upper 16 bits, rounded to nearest even: the range of a float with 8 bits of significand.
   * Products are summed up, and results given, in float. Operands below 2^-126 count as zero.
   */
  BFLOAT16
}

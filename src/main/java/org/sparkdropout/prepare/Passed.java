package org.sparkdropout.prepare;

/** What one pass over raw rows makes of a partition: blocks of numbers, and a tally at the end. */
sealed interface Passed permits ColumnBlock, FitTally {}

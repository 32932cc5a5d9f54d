package org.sparkdropout.prepare;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * The raw values of one row, in the packages of {@link RawValues}. Spark owns them, and may reuse
 * them for the next row.
 */
record RawRow(ArrayData numbers, ArrayData texts, InternalRow vectors) {}

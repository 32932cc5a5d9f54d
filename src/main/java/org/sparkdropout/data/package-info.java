/**
 * From a table to the shards replicas train on.
 *
 * <p>The path: {@link org.sparkdropout.data.ExampleReader} checks a table in one pass, reports it
 * as a {@link org.sparkdropout.data.DataProfile} and reads its rows as {@link
 * org.sparkdropout.data.Example}s; {@link org.sparkdropout.data.ValidationSplit} holds some out;
 * {@link org.sparkdropout.data.Dealing} deals the rest into {@link org.sparkdropout.data.Shards} of
 * packed {@link org.sparkdropout.data.ExampleBlock}s, which a task opens as a {@link
 * org.sparkdropout.data.Shard}.
 *
 * <p>Contract: shards, the order of the rows in them, their weight sum and the held-out rows are
 * pure functions of the multiset of rows, the seed and the number of replicas. A row is its
 * content: the bits of its features as {@code float}, its label and the bits of its weight. Nothing
 * depends on file layout, partitions, row order, cores, retries or the table's storage as dense or
 * sparse vectors. Shards differ by at most one row in size. No step holds a data set, or a
 * partition of one, in the driver's memory; the sorted shuffles spill to disk.
 *
 * <p>Wrong data ends in {@link org.sparkdropout.data.InvalidDataException} before any training.
 */
package org.sparkdropout.data;

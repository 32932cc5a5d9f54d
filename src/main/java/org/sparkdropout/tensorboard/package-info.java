/**
 * Event files that TensorBoard reads: records with checksums ({@code EventRecords}) of protobuf
 * messages ({@code Events}), in a folder for each run.
 */
package org.sparkdropout.tensorboard;

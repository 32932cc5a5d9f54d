/**
 * Networks as ONNX: graphs are written, read back and run in ONNX Runtime.
 *
 * <p>What is written keeps to operator set 17 and version 3 of {@code ai.onnx.ml}, which runtimes
 * of 2022 and later know. The messages are {@code ai.onnx.proto} of Tribuo, generated from ONNX's
 * own protobuf file.
 *
 * @serial exclude
 */
package org.sparkdropout.onnx;

/**
 * Networks as ONNX: graphs are written, read back and run in ONNX Runtime, and dense networks that
 * other programs have written are read. No class of DL4J is used; {@code
 * org.sparkdropout.dl4j.onnx} is built on this package.
 *
 * <p>What is written keeps to operator set 17 and version 3 of {@code ai.onnx.ml}, which runtimes
 * of 2022 and later know. The messages are {@code ai.onnx.proto} of Tribuo, generated from ONNX's
 * own protobuf file.
 *
 * @serial exclude
 */
package org.sparkdropout.onnx;

/**
 * Networks as ONNX: graphs are written, read back and run in ONNX Runtime.
 *
 * <p>What is written keeps to operator set 17 and version 3 of {@code ai.onnx.ml}, which runtimes
 * of 2022 and later know. Messages are those that nd4j-api has generated from ONNX's protobuf
 * files; they are older than the operator set, but hold all that these graphs need.
 *
 * @serial exclude
 */
package org.sparkdropout.onnx;

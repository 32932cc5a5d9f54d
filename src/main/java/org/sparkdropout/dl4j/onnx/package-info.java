/**
 * Networks of DL4J as ONNX: their layers are written as nodes, and dense networks that others have
 * written are read as networks of DL4J.
 *
 * <p>Graphs, files and chains are those of {@code org.sparkdropout.onnx}, which does not know this
 * package.
 *
 * @serial exclude
 */
package org.sparkdropout.dl4j.onnx;

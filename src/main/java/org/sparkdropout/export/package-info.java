/**
 * Models as files of other runtimes: the network or the whole pipeline as ONNX, the network as a
 * network of DL4J. Each file is run in its runtime and compared with the model before it is given
 * its name.
 *
 * @serial exclude
 */
package org.sparkdropout.export;

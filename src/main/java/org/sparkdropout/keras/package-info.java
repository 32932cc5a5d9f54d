/**
 * Keras models come in: a file of a Sequential model becomes a network of DL4J and, where it is
 * dense, of our own, with its weights and its dropout.
 *
 * <p>{@link org.sparkdropout.keras.KerasFile} is the door. The file is read in plain Java; the
 * layers it describes are made by DL4J's import of Keras, except for dropout, which that import
 * loses or changes.
 *
 * @serial exclude
 */
package org.sparkdropout.keras;

/** Our kernel held to what PyTorch and Keras compute; the files and their scripts are resources. */
package org.sparkdropout.golden;

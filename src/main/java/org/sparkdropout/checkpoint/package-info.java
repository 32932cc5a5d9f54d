/** The state of a run in files, so that a run that was cut off goes on with the same bits. */
package org.sparkdropout.checkpoint;

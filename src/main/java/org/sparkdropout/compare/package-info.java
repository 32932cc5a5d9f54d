/**
 * Comparisons: several arms, each the settings of a run, are trained on the same rows with the same
 * seeds. The report says which arm is better, by how much, and whether seeds and test rows suffice
 * to tell.
 */
package org.sparkdropout.compare;

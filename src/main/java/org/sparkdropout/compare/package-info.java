/**
 * Paired runs: the same data, seed, initial weights and steps with dropout and without, and the
 * report of the difference.
 */
package org.sparkdropout.compare;

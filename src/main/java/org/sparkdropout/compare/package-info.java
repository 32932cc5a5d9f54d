/**
 * Paired runs: the same data, seed, initial weights and steps with dropout and without, and the
 * report of the difference; and what networks of classes and of numbers are measured by.
 */
package org.sparkdropout.compare;

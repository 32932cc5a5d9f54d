/**
 * Training disturbed on purpose: what a cluster can do to a run, and that the run ends with the
 * bits of an undisturbed one all the same.
 *
 * <p>{@link org.sparkdropout.faults.FaultHarness} runs job train on clusters of real processes,
 * lets a random {@link org.sparkdropout.faults.Fault} strike at a random moment, starts the job
 * again where it stopped, and compares the digests of the weights. Nothing in the code under test
 * knows of it.
 */
package org.sparkdropout.faults;

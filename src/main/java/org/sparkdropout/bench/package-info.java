/**
 * Whole jobs timed against their peers, in one run and in alternation, and studies of settings.
 *
 * <p>A figure is the median of several turns and is only ever reported beside a peer's from the
 * same run.
 */
package org.sparkdropout.bench;

package org.sparkdropout.checkpoint;

import java.time.Instant;
import org.sparkdropout.train.RunState;

/**
 * What a checkpoint's file holds.
 *
 * @param run which run it is of
 * @param state where that run stood
 * @param createdAt when it was taken
 */
public record Checkpoint(RunIdentity run, RunState state, Instant createdAt) {}

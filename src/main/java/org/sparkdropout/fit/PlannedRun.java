package org.sparkdropout.fit;

import java.util.Optional;
import org.sparkdropout.train.Engine;
import org.sparkdropout.train.StateSize;
import org.sparkdropout.train.TrainingPlan;

/**
 * A run that could be: what its number of replicas comes to.
 *
 * @param plan with nothing left to resolve, but for weights of examples, which are as if all were 1
 * @param engine what would train its replicas
 * @param size of its state
 * @param warning what is wrong with the number of replicas, if anything
 */
public record PlannedRun(
    TrainingPlan plan, Engine engine, StateSize size, Optional<String> warning) {}

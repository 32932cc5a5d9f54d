package org.sparkdropout.fit;

import org.sparkdropout.train.Engine;
import org.sparkdropout.train.TrainingPlan;

/**
 * A run with nothing left to resolve.
 *
 * @param plan what the driver's loop knows of it
 * @param engine what trains its replicas
 */
record ResolvedRun(TrainingPlan plan, Engine engine) {}

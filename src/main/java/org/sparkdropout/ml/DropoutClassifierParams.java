package org.sparkdropout.ml;

/**
 * All params that {@link DropoutClassifier} and {@link DropoutClassificationModel} share.
 *
 * <p>Spark finds params by reflection, as the public methods without arguments that return one.
 */
public interface DropoutClassifierParams
    extends NetworkParams,
        DropoutParams,
        OptimizationParams,
        RegularizationParams,
        ReplicaParams,
        ExampleParams,
        EarlyStoppingParams,
        CheckpointParams,
        ScoringParams {}

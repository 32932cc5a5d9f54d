package org.sparkdropout.ml.param;

import org.apache.spark.ml.PredictorParams;

/**
 * All params that the estimators and models of this project share, Spark's own of predictors among
 * them.
 *
 * <p>Spark finds params by reflection, as the public methods without arguments that return one.
 */
public interface SharedParams
    extends PredictorParams,
        NetworkParams,
        DropoutParams,
        OptimizationParams,
        OptimizerParams,
        RegularizationParams,
        ReplicaParams,
        ExampleParams,
        EarlyStoppingParams,
        CheckpointParams,
        SummaryParams,
        ScoringParams {}

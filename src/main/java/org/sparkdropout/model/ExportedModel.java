package org.sparkdropout.model;

import org.sparkdropout.score.ExportedNetwork;

/**
 * All that a model folder holds besides Spark's params.
 *
 * @param network scaled for inference
 * @param summary how it was trained
 * @param provenance what it was made from and by
 */
public record ExportedModel(
    ExportedNetwork network, TrainingSummary summary, Provenance provenance) {}

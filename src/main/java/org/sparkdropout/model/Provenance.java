package org.sparkdropout.model;

import java.time.Instant;
import java.util.Map;

/**
 * What a model was made from and by.
 *
 * @param dataFingerprint of the rows trained on, whatever their order
 * @param trainingRows how many rows that were
 * @param settings every param that had a value, by name
 * @param seed of all random numbers
 * @param versions of spark-dropout, spark, java and the matrix kernels (blas), by those names
 * @param metrics of the weights' epoch, by name: loss, error, and validationLoss and
 *     validationError where rows were held out; none if there was no epoch
 * @param createdAt when training ended
 */
public record Provenance(
    String dataFingerprint,
    long trainingRows,
    Map<String, String> settings,
    long seed,
    Map<String, String> versions,
    Map<String, Double> metrics,
    Instant createdAt) {}

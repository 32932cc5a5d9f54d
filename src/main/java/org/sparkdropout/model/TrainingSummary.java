package org.sparkdropout.model;

import java.util.List;
import org.sparkdropout.head.ErrorMeasure;
import org.sparkdropout.train.EpochRecord;

/**
 * How a model was trained: the plan's figures as they were resolved, and what each epoch did.
 *
 * @param network the shape, such as {@code 784-800-800-10 relu}
 * @param parameters the number of weights and biases
 * @param epochs planned
 * @param batchSize examples in a step of one replica
 * @param replicas copies of the network, resolved, at least 1
 * @param averagingInterval steps between two averages
 * @param trainingRows rows trained on
 * @param validationRows rows held out
 * @param unusableRows rows left out because of a defect
 * @param history one record an epoch, in order
 * @param bestEpoch the epoch the weights are from, counted from 1; 0 if there was none
 * @param stoppedEarly whether early stopping ended training
 * @param warnings what makes the model useless or worse than it could be, a sentence with a remedy
 *     each; none in most runs, and in models that were saved before there were warnings
 * @param measure what the errors of epochs are
 */
public record TrainingSummary(
    String network,
    int parameters,
    int epochs,
    int batchSize,
    int replicas,
    int averagingInterval,
    long trainingRows,
    long validationRows,
    long unusableRows,
    List<EpochRecord> history,
    int bestEpoch,
    boolean stoppedEarly,
    List<String> warnings,
    ErrorMeasure measure) {}

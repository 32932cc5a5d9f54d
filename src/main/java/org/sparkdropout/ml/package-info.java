/**
 * The Spark ML face: {@link org.sparkdropout.ml.DropoutClassifier} is an estimator, {@link
 * org.sparkdropout.ml.DropoutClassificationModel} what it fits, and both work wherever Spark's own
 * classifiers do: in a {@code Pipeline}, a {@code CrossValidator}, in {@code OneVsRest}.
 *
 * <p>What users set are the params; {@code PlanResolver} resolves them against the data to a {@link
 * org.sparkdropout.train.TrainingPlan}, once.
 *
 * @serial exclude
 */
package org.sparkdropout.ml;

/**
 * The Spark ML face: {@link org.sparkdropout.ml.DropoutClassifier} is an estimator, {@link
 * org.sparkdropout.ml.DropoutClassificationModel} what it fits, and both work wherever Spark's own
 * classifiers do: in a {@code Pipeline}, a {@code CrossValidator}, in {@code OneVsRest}.
 *
 * <p>What users set are the params ({@link org.sparkdropout.ml.param}). The fit itself is that of
 * all estimators ({@link org.sparkdropout.fit}).
 *
 * @serial exclude
 */
package org.sparkdropout.ml;

/**
 * A fit, as the estimators share it. {@link org.sparkdropout.fit.Fit} tells the whole story: the
 * settings and the table are read and checked, what the user set is resolved against both to a
 * {@link org.sparkdropout.train.TrainingPlan} and an {@link org.sparkdropout.train.Engine}, the run
 * is trained, and what it ended with is reported.
 *
 * <p>The package knows the params of estimators, but no estimator and no model: {@link
 * org.sparkdropout.fit.FittedNetwork} is what they make a model of.
 *
 * @serial exclude
 */
package org.sparkdropout.fit;

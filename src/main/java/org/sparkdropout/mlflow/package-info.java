/**
 * Runs in MLflow, by the REST API of its tracking server: figures of each epoch, params, tags,
 * files and how a run ended.
 */
package org.sparkdropout.mlflow;

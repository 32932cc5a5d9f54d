/**
 * What a run would take on a cluster, told from measured steps and a model of rounds: seconds and
 * memory. Trains no network to the end.
 */
package org.sparkdropout.forecast;

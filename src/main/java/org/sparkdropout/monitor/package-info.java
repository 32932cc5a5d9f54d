/**
 * What is seen of a run from outside: descriptions in Spark's pages, a run id in log lines, figures
 * in Spark's metrics system. Knows Spark, and nothing of networks.
 */
package org.sparkdropout.monitor;

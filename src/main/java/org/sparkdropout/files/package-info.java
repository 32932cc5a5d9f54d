/**
 * Files from outside: where their paths really lead, and zips that are read within bounds. Knows no
 * Spark.
 */
package org.sparkdropout.files;

/**
 * Places on file systems, and files of others: where paths really lead, who may write there, and
 * zips that claim more than they may hold. Knows no Spark.
 */
package org.sparkdropout.files;

/**
 * The jobs train, score and compare: parse, call one thing, write, exit code. Settings come from
 * {@code conf/reference.conf}, a file and the command line, in rising order.
 */
package org.sparkdropout.job;

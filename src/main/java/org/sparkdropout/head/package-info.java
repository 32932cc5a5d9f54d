/**
 * What turns the scores of a network's last layer into a loss and an answer. This package knows
 * neither Spark nor DL4J.
 *
 * @serial exclude
 */
package org.sparkdropout.head;

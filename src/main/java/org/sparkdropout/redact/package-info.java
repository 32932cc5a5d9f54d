/**
 * What is secret in settings and texts, and how it is kept out of everything that a job prints,
 * logs and writes. Knows Spark's rules of redaction, and nothing of networks.
 */
package org.sparkdropout.redact;

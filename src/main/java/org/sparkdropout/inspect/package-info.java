/**
 * What a trained network looks like inside: the activity of its hidden units on some rows, and the
 * features that its first layer has learnt. Networks of our own engine only.
 */
package org.sparkdropout.inspect;

/** What is told of a run's epochs to other programs, and how their failures are borne. */
package org.sparkdropout.history;

/** What trained networks of classes and of numbers are measured by, on the parts of a table. */
package org.sparkdropout.measure;

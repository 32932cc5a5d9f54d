/** Places on file systems: where paths really lead. Knows no Spark. */
package org.sparkdropout.files;

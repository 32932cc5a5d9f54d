/** Places on file systems: where paths really lead, and who may write there. Knows no Spark. */
package org.sparkdropout.files;

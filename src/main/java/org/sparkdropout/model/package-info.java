/**
 * Model files: a documented, versioned folder with a checksum for every file.
 *
 * <p>The format is described in {@code src/site/markdown/model-format.md}. Reading uses no Java
 * serialisation, and no size that a file states is believed before the file's own size confirms it.
 */
package org.sparkdropout.model;

/** Tests of what the README and the pages tell readers to type. */
package org.sparkdropout.docs;

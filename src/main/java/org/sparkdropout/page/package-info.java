/** Pages of HTML, and the FreeMarker templates that they are filled from. */
package org.sparkdropout.page;

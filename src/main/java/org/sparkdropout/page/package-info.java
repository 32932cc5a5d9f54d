/** Pages of HTML from FreeMarker templates that lie beside the classes that fill them. */
package org.sparkdropout.page;

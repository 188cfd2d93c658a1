/** Where XML parsers are made, hardened; nobody else makes one. Uses: Woodstox, Aalto. */
@NullMarked
package meridian.cim.xml;

import org.jspecify.annotations.NullMarked;

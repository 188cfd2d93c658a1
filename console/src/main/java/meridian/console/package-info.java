/**
 * The control room's server: the web client's files, the network and live meter tiles, the live channel, questions and commands. Uses:
 * meridian.services, Vert.x. The contract with the web client is in console/README.md.
 */
@NullMarked
package meridian.console;

import org.jspecify.annotations.NullMarked;

/** Collection tasks: told by messages or by configuration, kept, and what came of them. Uses: services.port. */
@NullMarked
package meridian.services.task;

import org.jspecify.annotations.NullMarked;

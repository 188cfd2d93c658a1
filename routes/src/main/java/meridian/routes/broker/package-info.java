/** The embedded message broker and its self-test. Uses: Artemis. */
@NullMarked
package meridian.routes.broker;

import org.jspecify.annotations.NullMarked;

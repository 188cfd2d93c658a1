/** How a room declares what can be configured: a record whose components carry a {@link meridian.model.config.Setting}. Uses: nothing of ours. */
@NullMarked
package meridian.model.config;

import org.jspecify.annotations.NullMarked;

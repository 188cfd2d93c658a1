/** Adapters from the plug-in folders, each in a class loader of its own. Uses: adapters/api, services.field. */
@NullMarked
package meridian.hub.plugin;

import org.jspecify.annotations.NullMarked;

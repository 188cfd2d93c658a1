/** Nouns of master data: every …Config, groups, codes; create, change, delete, get. Uses: routes.message, services.master. */
@NullMarked
package meridian.routes.masterdata;

import org.jspecify.annotations.NullMarked;

/** Interface tables on real servers: PostgreSQL, MariaDB, and H2 as itself and as Oracle's stand-in. */
@NullMarked
package meridian.store.table;

import org.jspecify.annotations.NullMarked;

/**
 * Interface tables: readings and events written into a database of the enterprise's own, by mapping, each notice exactly once. The door is
 * {@code TableSubscriber}. Nothing here touches the hub's own store. Uses: services.deliver, model; JDBC, PostgreSQL's and H2's drivers.
 * Source: docs/interface-tables.md.
 */
@NullMarked
package meridian.store.table;

import org.jspecify.annotations.NullMarked;

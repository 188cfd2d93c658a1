/**
 * The ports' SQL: H2 embedded in a folder. One writer thread commits the work of many callers together ({@code GroupCommit}); intervals
 * and registers are packed one row a meter, type and day ({@code Day}); what is owed goes to the outbox in the same commit. The door is
 * {@code Store}. Uses: services.port, model; H2, Flyway, HikariCP. Source: DESIGN section 5, promises 1 to 3.
 */
@NullMarked
package meridian.store;

import org.jspecify.annotations.NullMarked;

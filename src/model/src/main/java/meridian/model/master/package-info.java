/**
 * Master data: customers, agreements, meters, usage points, groups, as CIM messages describe them. An object is kept as the tree it was
 * told as, so that what the hub has no use for is served again unharmed and a change touches only what it names.
 * Uses: meridian.model. Source: IEC 61968-9, IEC 61968-11.
 */
@NullMarked
package meridian.model.master;

import org.jspecify.annotations.NullMarked;

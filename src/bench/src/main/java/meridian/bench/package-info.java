/**
 * Measurements, each beside its peer or limit in the same run: plain programs, started by {@code ./hub bench}. Uses: every room's public
 * types; the adapter only as the hub loads it. See docs/benchmarks.md.
 */
@NullMarked
package meridian.bench;

import org.jspecify.annotations.NullMarked;

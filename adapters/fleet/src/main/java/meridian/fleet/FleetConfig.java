package meridian.fleet;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A fleet to start.
 *
 * @param meters at least one; serial numbers and addresses are unique
 * @param port where all listen; 0 takes a free one
 * @param push where they push to; empty for nowhere
 * @param clock the simulated time; never before {@code origin}
 * @param origin the registers' bases hold at the start of this UTC day
 * @param seed everything that looks like chance follows from it
 * @param masterSecret at least 16 octets; the meters' keys and passwords derive from it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record FleetConfig(List<MeterSpec> meters, int port, Optional<PushTarget> push, InstantSource clock, Instant origin, long seed,
  byte[] masterSecret) {
  /** Refuses what cannot start, naming the option of the command line. */
  public FleetConfig {
    meters = List.copyOf(meters);
    if (meters.isEmpty()) throw new IllegalArgumentException("--meters: no meter in it");
    if (port < 0 || port > 65_535) throw new IllegalArgumentException("--port " + port + " is not 0 to 65535");
    if (masterSecret.length < 16) throw new IllegalArgumentException("FLEET_MASTER_SECRET is shorter than 16 octets");
    if (clock.instant().isBefore(origin)) throw new IllegalArgumentException("--real-origin lies in the future");
  }

  @Override
  public String toString() { return "FleetConfig[" + meters.size() + " meters, port " + port + ", seed " + seed + "]"; }
}

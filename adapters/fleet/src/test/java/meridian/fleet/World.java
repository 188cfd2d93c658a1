package meridian.fleet;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The small fleet the tests talk to. */
final class World {
  static final byte[] MASTER = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
  static final Secrets SECRETS = new Secrets(MASTER);
  static final Instant ORIGIN = Instant.parse("2026-11-01T00:00:00Z");
  static final MeterSpec LOW = new MeterSpec("MRD0000000000001", "127.1.0.1", MeterModel.ML4, "T1", 3500, 1);
  static final MeterSpec HIGH = new MeterSpec("MRD0000000000002", "127.1.0.2", MeterModel.MH4, "T1", 4200, 3);
  static final MeterSpec ARMING = new MeterSpec("MRD0000000000003", "127.1.0.3", MeterModel.MH3, "T2", 2600, 1);

  private World() {}

  static FleetConfig config(ManualClock clock, Optional<PushTarget> push) {
    return new FleetConfig(List.of(LOW, HIGH, ARMING), 0, push, clock, ORIGIN, 7, MASTER);
  }

  static Fleet fleet(ManualClock clock) { return Fleet.start(config(clock, Optional.empty())); }

  static String password(MeterSpec meter) {
    return new String(SECRETS.password(meter.serialNumber()), java.nio.charset.StandardCharsets.US_ASCII);
  }
}

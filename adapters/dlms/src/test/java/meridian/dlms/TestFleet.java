package meridian.dlms;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import meridian.adapter.Adapter;
import meridian.adapter.Device;
import meridian.fleet.Fleet;
import meridian.fleet.FleetConfig;
import meridian.fleet.MeterModel;
import meridian.fleet.MeterSpec;
import meridian.fleet.PushTarget;

/** A small fleet on loopback whose clock stands still. */
final class TestFleet implements AutoCloseable {
  static final String SECRET = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  static final Instant ORIGIN = Instant.parse("2026-03-01T00:00:00Z");
  static final Instant NOW = Instant.parse("2026-03-03T10:07:30Z");
  static final Duration PATIENCE = Duration.ofSeconds(3);
  final Fleet fleet;
  private final List<Device> devices = new ArrayList<>();

  TestFleet(MeterModel... models) { this(Optional.empty(), models); }

  TestFleet(Optional<PushTarget> push, MeterModel... models) {
    List<MeterSpec> meters = new ArrayList<>();
    for (int i = 0; i < models.length; i++)
      meters.add(new MeterSpec(serial(i), "127.9.0." + (i + 1), models[i], "G1", 3500, 1));
    fleet = Fleet.start(new FleetConfig(meters, 0, push, () -> NOW, ORIGIN, 7, HexFormat.of().parseHex(SECRET)));
    for (int i = 0; i < models.length; i++)
      devices.add(new Device(serial(i), "127.9.0." + (i + 1) + ":" + fleet.port(), models[i].name()));
  }

  private static String serial(int i) { return "MRD00000000010%02d".formatted(i); }

  Device device(int i) { return devices.get(i); }

  static Adapter adapter(String secret) { return new DlmsFactory().create(Map.of("master-secret", secret)); }

  static Adapter adapter() { return adapter(SECRET); }

  @Override
  public void close() { fleet.close(); }
}

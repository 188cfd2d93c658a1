package meridian.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.IntFunction;

import meridian.cim.grid.GridWriter;
import meridian.hub.ScaledClock;
import meridian.hub.demo.FleetProcess;
import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;
import meridian.model.grid.Substation;
import meridian.model.grid.UsagePoint;

/** Simulated meters in a process of their own, and the grid that says where they are. */
final class World implements AutoCloseable {
  /** Low level security; high level security. */
  static final String LLS = "ML4";
  static final String HLS = "MH4";

  private static final int A_ROW = 200;

  final List<Meter> meters;
  final Path meterFile;
  final int port;
  final String masterSecret;
  final ScaledClock clock;
  private final Path folder;
  private final FleetProcess fleet;
  private final ProcessHandle process;

  /**
   * Starts the fleet.
   *
   * @param model of meter i
   * @param group of meter i
   * @param push where meters push to, for example {@code udp:127.0.0.1:4060}
   */
  World(Path folder, int count, IntFunction<String> model, IntFunction<String> group, String push, ScaledClock clock) throws IOException {
    Paths.expectBuilt();
    this.folder = folder;
    this.clock = clock;
    port = freePort();
    meters = new ArrayList<>(count);
    var csv = new StringBuilder("serialNumber,address,model,group,annual_kWh,phases\n");
    for (int i = 0; i < count; i++) {
      String address = "127." + (1 + i / 62_500) + "." + i / 250 % 250 + "." + (i % 250 + 1);
      var meter = new Meter(Mrid.derivedFrom("meter " + i), "MTR-%06d".formatted(i), "MRD%013d".formatted(i + 1), "dlms",
        address + ":" + port,
        model.apply(i), Mrid.derivedFrom("usage point " + i));
      meters.add(meter);
      csv.append(meter.serialNumber()).append(',').append(address).append(',').append(meter.model()).append(',').append(group.apply(i))
        .append(",3500,1\n");
    }
    meterFile = folder.resolve("meters.csv");
    Files.writeString(meterFile, csv);
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    masterSecret = HexFormat.of().formatHex(secret);
    List<ProcessHandle> before = ProcessHandle.current().children().toList();
    fleet = new FleetProcess(Paths.FLEET, meterFile, port, push, clock, 7, masterSecret, folder.resolve("fleet.log"));
    process = ProcessHandle.current().children().filter(child -> !before.contains(child)).findFirst().orElseThrow();
  }

  /** Gives the fleet an order. */
  String order(String line) throws IOException { return fleet.order(line); }

  ProcessHandle process() { return process; }

  /** Writes the meters as a network model of one feeder. */
  Path writeGrid() throws IOException {
    Mrid substation = Mrid.derivedFrom("substation");
    List<UsagePoint> points = new ArrayList<>(meters.size());
    for (int i = 0; i < meters.size(); i++) {
      points.add(new UsagePoint(meters.get(i).usagePoint(), "UP-%06d".formatted(i), "Bench Street " + (i + 1),
        new Position(9 + i % A_ROW * 0.0005, 50 + i / A_ROW * 0.0005), Mrid.derivedFrom("consumer " + i), "A"));
    }
    var grid = new Grid(List.of(new Substation(substation, "Bench", new Position(9, 50))),
      List.of(new Feeder(Mrid.derivedFrom("feeder"), "Feeder 1", substation)), List.of(), List.of(), List.of(), List.of(), points, meters);
    Path file = folder.resolve("grid.xml");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      GridWriter.write(grid, out);
    }
    return file;
  }

  /** A port nobody uses now. */
  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() { fleet.close(); }
}

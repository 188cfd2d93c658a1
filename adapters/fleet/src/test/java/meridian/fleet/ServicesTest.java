package meridian.fleet;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import gurux.dlms.GXDLMSClient;
import gurux.dlms.GXDateTime;
import gurux.dlms.GXReplyData;
import gurux.dlms.enums.DataType;
import gurux.dlms.enums.ObjectType;
import gurux.dlms.objects.GXDLMSClock;
import gurux.dlms.objects.GXDLMSObject;
import gurux.dlms.objects.GXDLMSProfileGeneric;
import gurux.dlms.objects.GXDLMSRegister;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static meridian.fleet.World.HIGH;
import static meridian.fleet.World.LOW;
import static meridian.fleet.World.password;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ServicesTest {
  private final ManualClock clock = new ManualClock("2026-11-03T10:07:30Z");
  private Fleet fleet;
  private Client client;

  @BeforeEach
  void start() throws Exception {
    fleet = World.fleet(clock);
    client = Client.low(fleet, LOW, password(LOW)).associate();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    fleet.close();
  }

  @Test
  void aPeerFindsEveryObject() throws Exception {
    GXReplyData reply = client.exchange(client.codec.getObjectsRequest());
    assertThat(client.codec.parseObjects(reply.getData(), true)).extracting(GXDLMSObject::getLogicalName).contains("0.0.1.0.0.255",
      "1.0.1.8.0.255", "1.0.99.1.0.255", "0.0.99.98.2.255", "0.0.96.3.10.255", "0.4.25.9.0.255").hasSize(16);
    for (Object object : client.codec.getObjects()) {
      GXDLMSObject known = (GXDLMSObject) object;
      int last = known.getObjectType() == ObjectType.ASSOCIATION_LOGICAL_NAME ? 2 : known.getAttributeCount();
      for (int attribute = 1; attribute <= last; attribute++) {
        if (attribute == 2 && known instanceof GXDLMSProfileGeneric) continue;
        client.exchange(client.codec.read(known, attribute));
      }
    }
  }

  @Test
  void severalAttributesComeInOneExchange() throws Exception {
    GXDLMSRegister imported = new GXDLMSRegister("1.0.1.8.0.255");
    GXDLMSRegister absent = new GXDLMSRegister("1.0.9.9.9.255");
    GXDLMSRegister voltage = new GXDLMSRegister("1.0.32.7.0.255");
    byte[][] request = client.codec.readList(List.of(Map.entry(imported, 2), Map.entry(voltage, 2), Map.entry(voltage, 3)));
    List<?> values = (List<?>) client.exchange(request).getValue();
    assertThat(((Number) values.get(0)).longValue()).isEqualTo(fleet.register(LOW.serialNumber()));
    assertThat(((Number) values.get(1)).intValue()).isBetween(2200, 2400);
    client.socket.getOutputStream().write(client.codec.readList(List.of(Map.entry(imported, 2), Map.entry(absent, 2)))[0]);
    assertThat(java.util.HexFormat.of().formatHex(client.frame())).contains("c403").endsWith("0104");
  }

  @Test
  void rowsByEntryAndSelectedColumns() throws Exception {
    GXDLMSProfileGeneric profile = new GXDLMSProfileGeneric("1.0.99.1.0.255");
    client.codec.updateValue(profile, 3, client.read(7, "1.0.99.1.0.255", 3));
    List<?> entries = (List<?>) client.exchange(client.codec.readRowsByEntry(profile, 4311, 10)).getValue();
    List<?> newest = client.profile(clock.instant().minus(Duration.ofMinutes(150)), clock.instant());
    assertThat(entries.size()).isEqualTo(10);
    assertThat(entries).usingRecursiveComparison().isEqualTo(newest);
    List<?> columns = (List<?>) client
      .exchange(client.codec.readRowsByRange(profile, java.util.Date.from(clock.instant().minusSeconds(7200)),
        java.util.Date.from(clock.instant()), List.of(profile.getCaptureObjects().get(0), profile.getCaptureObjects().get(3))))
      .getValue();
    assertThat(columns).hasSize(8).allSatisfy(row -> assertThat((List<?>) row).hasSize(2));
  }

  @Test
  void theProfileReachesBack45DaysAndNotIntoTheFuture() throws Exception {
    assertThat(client.profile(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2027-01-01T00:00:00Z"))).hasSize(45 * 96);
    client.profile(clock.instant(), clock.instant().plus(Duration.ofDays(1)));
    assertThat(client.received).last().asString().as("an empty array").endsWith("000100");
  }

  @Test
  void theClockIsSetAndTheLogSaysSo() throws Exception {
    GXDLMSClock set = new GXDLMSClock("0.0.1.0.0.255");
    set.setTime(new GXDateTime(java.util.Date.from(clock.instant().plusSeconds(90))));
    client.exchange(client.codec.write(set, 2));
    assertThat(time()).isEqualTo(clock.instant().plusSeconds(90));
    assertThat(client.rows("0.0.99.98.0.255").stream().map(r -> LowSecurityTest.wattHours(r, 1)).toList()).containsExactly(4L, 5L);
  }

  @Test
  void aLongValueIsWrittenInBlocks() throws Exception {
    Out value = new Out(16);
    CosemTime.writeString(value, clock.millis() + 5000);
    byte[] octets = value.toBytes();
    assertThat(ask(
      new Out(64).raw(0xc1).raw(2).raw(0xc1).raw16(8).raw16(0).raw32(0x0100_00ffL).raw(2).raw(0).raw(0).raw32(1).raw(6).raw(octets, 0, 6)))
      .isEqualTo("c502c100000001");
    assertThat(ask(new Out(64).raw(0xc1).raw(3).raw(0xc1).raw(1).raw32(2).raw(8).raw(octets, 6, 8))).isEqualTo("c503c10000000002");
    assertThat(time()).isEqualTo(clock.instant().plusSeconds(5));
    assertThat(ask(new Out(64).raw(0xc1).raw(3).raw(0xc1).raw(1).raw32(2).raw(1).raw(0))).isEqualTo("c503c11100000002");
  }

  @Test
  void theReadingClientOfAHighSecurityMeterMayOnlyRead() throws Exception {
    try (Client reader = Client.low(fleet, HIGH, password(HIGH)).associate()) {
      assertThat(reader.register("1.0.1.8.0.255")).isPositive();
      GXReplyData refused = new GXReplyData();
      reader.socket.getOutputStream().write(reader.codec.method("0.0.96.3.10.255", ObjectType.DISCONNECT_CONTROL, 1, 0, DataType.INT8)[0]);
      reader.codec.getData(reader.frame(), refused);
      assertThat(refused.getError()).isEqualTo(3);
      assertThat(fleet.relay(HIGH.serialNumber())).isEqualTo(Meter.CONNECTED);
    }
  }

  @Test
  void oneConnectionCanHoldOneAssociationAfterAnother() throws Exception {
    client.exchange(client.codec.releaseRequest());
    assertThat(client.received).last().asString().endsWith("6303800100");
    assertThatThrownBy(() -> client.register("1.0.1.8.0.255")).isInstanceOf(Exception.class);
    client.codec.parseAareResponse(client.exchange(client.codec.aarqRequest()).getData());
    assertThat(client.register("1.0.1.8.0.255")).isPositive();
  }

  @Test
  void idleAndSurplusConnectionsAreClosed() throws Exception {
    Fleet.Limits limits = new Fleet.Limits(Duration.ofSeconds(1), Duration.ofMillis(200), 1);
    try (Fleet tight = Fleet.start(World.config(clock, Optional.empty()), limits);
      Client first = Client.open(tight, LOW).associate();
      Client second = Client.open(tight, HIGH)) {
      assertThat(second.socket.getInputStream().read()).isEqualTo(-1);
      assertThat(first.socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  private Instant time() throws Exception {
    Object value = client.read(8, "0.0.1.0.0.255", 2);
    GXDateTime time = (GXDateTime) GXDLMSClient.changeType((byte[]) value, DataType.DATETIME);
    return time.getMeterCalendar().toInstant();
  }

  private String ask(Out apdu) throws IOException {
    Out frame = new Out(64).raw16(1).raw16(2).raw16(1).raw16(apdu.size()).raw(apdu.toBytes());
    client.socket.getOutputStream().write(frame.toBytes());
    return java.util.HexFormat.of().formatHex(client.frame()).substring(16);
  }
}

package meridian.routes.meterreadings;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import meridian.routes.message.PartialSuccess;
import meridian.routes.world.World;

import static org.assertj.core.api.Assertions.assertThat;

/** Readings that a head-end tells of. */
@Timeout(60)
class TakeMeterReadingsTest {
  @TempDir
  Path data;

  private static String told(World world, String root, String verb, String header, String... meters) throws Exception {
    var readings = new StringBuilder();
    for (String meter : meters) {
      readings.append("<MeterReading><Meter><Names><name>").append(meter).append("</name></Names></Meter><Readings>")
        .append(
          "<timeStamp>2026-02-28T10:00:00Z</timeStamp><value>12.5</value><ReadingType ref=\"0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0\"/>")
        .append("</Readings></MeterReading>");
    }
    return world.postBare("""
      <%s xmlns="http://iec.ch/TC57/2011/schema/message"><Header><Verb>%s</Verb><Noun>MeterReadings</Noun>%s<Source>HES</Source>
      <MessageID>told-1</MessageID></Header><Payload><MeterReadings xmlns="http://iec.ch/TC57/2011/MeterReadings#">%s</MeterReadings>
      </Payload></%1$s>""".formatted(root, verb, header, readings)).body();
  }

  @Test
  void areKeptThoseOfUnknownMetersAreNamed() throws Exception {
    try (World world = World.open(data)) {
      assertThat(told(world, "EventMessage", "created", "", "MTR-1", "SN2")).contains("<Result>OK</Result>", "<Verb>reply</Verb>");
      assertThat(world.memory.readings).hasSize(2);
      assertThat(told(world, "EventMessage", "changed", "", "MTR-3", "MTR-77")).contains("<Result>FAILED</Result>", "<code>2.4</code>",
        "MTR-77");
      assertThat(world.memory.readings).extracting(reading -> reading.meter()).contains(World.meter(3));
    }
  }

  /** A create that brings values is no wish to have meters read. */
  @Test
  void areKeptWhenCreateBringsThem() throws Exception {
    try (World world = World.open(data)) {
      assertThat(told(world, "RequestMessage", "create", "", "MTR-1")).contains("<Result>OK</Result>");
      assertThat(world.memory.readings).hasSize(1);
    }
  }

  @Test
  void ofATestAreCheckedOnly() throws Exception {
    try (World world = World.open(data)) {
      assertThat(told(world, "EventMessage", "created", "<Context>TESTING</Context>", "MTR-1", "MTR-77")).contains("<code>2.4</code>");
      assertThat(world.memory.readings).isEmpty();
    }
  }

  @Test
  void areAllKeptOrNone() throws Exception {
    try (World world = World.open(data, config -> config.withPartialSuccess(PartialSuccess.NOTHING))) {
      assertThat(told(world, "EventMessage", "created", "", "MTR-1", "MTR-77")).contains("<Result>FAILED</Result>");
      assertThat(world.memory.readings).isEmpty();
    }
  }
}

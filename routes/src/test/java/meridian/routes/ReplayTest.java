package meridian.routes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.Session;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import meridian.model.message.Exchange;
import meridian.model.message.Exchange.Direction;
import meridian.model.message.Notice;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.routes.deliver.EventTopics;
import meridian.routes.soap.SoapService;
import meridian.routes.world.World;
import meridian.services.journal.Doors.NotReplayable;
import meridian.services.journal.Doors.Said;
import meridian.services.journal.ReplayExchanges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Messages of the journal, through the doors once more. */
@Timeout(60)
class ReplayTest {
  @TempDir
  Path data;
  private World world;
  private ReplayExchanges replay;

  @BeforeEach
  void open() throws Exception {
    world = World.open(data);
    replay = new ReplayExchanges(world.memory.journal());
    replay.through(world.routes.doors());
  }

  @AfterEach
  void close() { world.close(); }

  private Exchange in() {
    return world.memory.exchanges.stream().filter(exchange -> exchange.direction() == Direction.IN).findFirst().orElseThrow();
  }

  private static byte[] bytes(String text) { return text.getBytes(StandardCharsets.UTF_8); }

  @Test
  void aRequestIsServedAgainAndLinkedToItsFirstTime() throws Exception {
    String request = World.conversation("ExecuteEndDeviceControls.any-device-type.request.xml");
    world.post(SoapService.EXECUTE_END_DEVICE_CONTROLS, request);
    Exchange first = in();
    int commands = world.memory.commands().size();
    Said said = replay.replay(first.id(), Optional.empty(), "anna at the console").orElseThrow();
    assertThat(said.outcome()).isEqualTo(first.outcome()).startsWith("OK");
    assertThat(new String(said.answer(), StandardCharsets.UTF_8)).contains("<").contains("OK");
    assertThat(world.memory.commands()).as("the same MessageID is done once").hasSize(commands);
    Exchange again = world.memory.exchanges.stream().filter(exchange -> exchange.replayOf() == first.id()).findFirst().orElseThrow();
    assertThat(again.partner()).isEqualTo("anna at the console");
    assertThat(again.header()).isEqualTo(first.header());
    assertThat(again.devices()).isEqualTo(first.devices()).isNotEmpty();
    assertThat(world.memory.bodies.get((int) again.id() - 1)).isEqualTo(bytes(request));
  }

  @Test
  void whatCouldNotBeReadIsMendedAndHandedInAgain() throws Exception {
    String sound = World.conversation("ExecuteEndDeviceControls.any-device-type.request.xml");
    String broken = sound.substring(0, sound.length() / 2);
    world.post(SoapService.EXECUTE_END_DEVICE_CONTROLS, broken);
    Exchange unreadable = in();
    assertThat(unreadable.outcome()).startsWith("UNREADABLE");
    assertThat(world.memory.commands()).isEmpty();
    Said asItWas = replay.replay(unreadable.id(), Optional.empty(), "anna").orElseThrow();
    assertThat(asItWas.outcome()).isEqualTo(unreadable.outcome());
    Said mended = replay.replay(unreadable.id(), Optional.of(bytes(sound)), "anna").orElseThrow();
    assertThat(mended.outcome()).startsWith("OK");
    assertThat(world.memory.commands()).isNotEmpty();
    assertThat(world.memory.exchanges).filteredOn(exchange -> exchange.direction() == Direction.IN).extracting(Exchange::replayOf)
      .containsExactly(0L, unreadable.id(), unreadable.id());
  }

  @Test
  void theDoorsChecksHoldForTheMended() throws Exception {
    world.post(SoapService.EXECUTE_END_DEVICE_CONTROLS, "<not-soap");
    long id = in().id();
    String soap = "xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'";
    for (String odd : List.of("", "no xml", "<a/>", "<s:Envelope " + soap + "/>", "<s:Envelope " + soap + "><s:Body/></s:Envelope>",
      "<s:Envelope " + soap + "><s:Header><x s:mustUnderstand='1'/></s:Header><s:Body><a/></s:Body></s:Envelope>",
      "<!DOCTYPE a [<!ENTITY e 'x'>]><s:Envelope " + soap + "><s:Body><a>&e;</a></s:Body></s:Envelope>",
      "<s:Envelope " + soap + "><s:Body><a/><b/></s:Body></s:Envelope>", "<s:Envelope " + soap + "><s:Body>" + " ".repeat(70_000)
        + "<a/></s:Body></s:Envelope>")) {
      Said said = replay.replay(id, Optional.of(bytes(odd)), "anna").orElseThrow();
      assertThat(said.outcome()).as(odd.strip()).matches("(UNREADABLE|FAILED) .*");
      assertThat(new String(said.answer(), StandardCharsets.UTF_8)).doesNotContain("Exception", "\tat ");
    }
  }

  @Test
  void whatWentOutGoesOutAgainUnderTheSameMessageId() throws Exception {
    try (Connection connection = new ActiveMQConnectionFactory(world.routes.jmsUrl()).createConnection();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
      connection.start();
      var topic = session.createConsumer(session.createTopic(EventTopics.METER_READINGS));
      world.memory.owe(new Notice.Readings(List.of(new MeterReading(World.meter(1), List.of(new Reading(
        ReadingType.ACTIVE_ENERGY_FORWARD_kWh, Instant.parse("2026-03-01T00:00:00Z"), 7.25, ReadingQuality.VALID)), List.of()))));
      Message first = topic.receive(10_000);
      Awaitility.await().until(() -> !world.memory.exchanges.isEmpty());
      Exchange out = world.memory.exchanges.getFirst();
      assertThatThrownBy(() -> replay.replay(out.id(), Optional.of(new byte[]{1}), "anna")).isInstanceOf(NotReplayable.class);
      Said said = replay.replay(out.id(), Optional.empty(), "anna").orElseThrow();
      assertThat(said.outcome()).isEqualTo("OK");
      Message second = topic.receive(10_000);
      assertThat(second.getBody(String.class)).isEqualTo(first.getBody(String.class));
      for (String property : List.of("Verb", "Noun", "MessageID", "Source")) {
        assertThat(second.getStringProperty(property)).as(property).isEqualTo(first.getStringProperty(property));
      }
      assertThat(second.getJMSCorrelationID()).isEqualTo(first.getJMSCorrelationID());
      assertThat(world.memory.exchanges.getLast().replayOf()).isEqualTo(out.id());
    }
  }

  @Test
  void whatCannotBeReplayedSaysWhy() throws Exception {
    world.post(SoapService.EXECUTE_END_DEVICE_CONTROLS, World.conversation("ExecuteEndDeviceControls.unknown-meter.request.xml"));
    long answer = world.memory.exchanges.getLast().id();
    assertThatThrownBy(() -> replay.replay(answer, Optional.empty(), "anna")).isInstanceOf(NotReplayable.class)
      .hasMessageContaining("replay the request");
    Exchange was = in();
    for (String endpoint : List.of("http://elsewhere.example/x", "jms:queue:meridian.cim.request", "file:/etc/passwd")) {
      world.memory.journal().append(new Exchange(0, was.time(), Direction.OUT, endpoint, "", was.header(), List.of(), "OK", 1, 1, 0, 0),
        new byte[]{1});
      long id = world.memory.exchanges.getLast().id();
      assertThatThrownBy(() -> replay.replay(id, Optional.empty(), "anna")).as(endpoint).isInstanceOf(NotReplayable.class)
        .hasMessageContaining("no subscriber");
    }
    world.memory.journal().append(new Exchange(0, was.time(), Direction.IN, was.endpoint(), "", was.header(), List.of(), "OK", 1, 5, 0, 0),
      new byte[0]);
    assertThatThrownBy(() -> replay.replay(world.memory.exchanges.getLast().id(), Optional.empty(), "anna"))
      .isInstanceOf(NotReplayable.class).hasMessageContaining("0 of the message's 5 bytes");
    assertThat(replay.replay(4_711, Optional.empty(), "anna")).isEmpty();
    assertThatThrownBy(() -> new ReplayExchanges(world.memory.journal()).replay(was.id(), Optional.empty(), "anna"))
      .isInstanceOf(NotReplayable.class).hasMessageContaining("starting");
  }
}

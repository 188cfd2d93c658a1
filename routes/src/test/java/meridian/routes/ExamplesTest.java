package meridian.routes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import jakarta.jms.Connection;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import meridian.cim.CimNoun;
import meridian.model.Mrid;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.routes.jms.JmsDoor;
import meridian.routes.soap.SoapService;
import meridian.routes.world.Example;
import meridian.routes.world.Shape;
import meridian.routes.world.World;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The examples of {@code src/test/resources/examples}, one after the other, by every door: each is answered as is written beside it. With
 * {@code -Dmeridian.update-docs=true} the answers are written anew.
 */
@Timeout(120)
class ExamplesTest {
  @TempDir
  Path data;

  /** Takes a request somewhere and brings the answer in generic wrapping. */
  private interface Way {
    String ask(Example example) throws Exception;
  }

  @Test
  void overHttp() throws Exception {
    try (World world = world()) {
      tell(example -> {
        String answer = world.postBare(example.request()).body();
        if (Boolean.getBoolean("meridian.update-docs")) Files.writeString(example.responseFile(), Example.readable(answer));
        return answer;
      });
    }
  }

  @Test
  void overSoapStronglyTyped() throws Exception {
    try (World world = world()) {
      tell(example -> Example.unwrapped(world.post(SoapService.get(example.service()), example.soap()).body()));
    }
  }

  @Test
  void overJms() throws Exception {
    try (World world = world(); Connection connection = new ActiveMQConnectionFactory(world.routes.jmsUrl()).createConnection()) {
      connection.start();
      Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
      var answers = session.createTemporaryQueue();
      var producer = session.createProducer(session.createQueue(JmsDoor.REQUEST_QUEUE));
      var consumer = session.createConsumer(answers);
      tell(example -> {
        TextMessage request = session.createTextMessage(example.request());
        request.setJMSReplyTo(answers);
        producer.send(request);
        return consumer.receive(10_000).getBody(String.class);
      });
    }
  }

  private static void tell(Way way) throws Exception {
    var judge = new SoftAssertions();
    for (Example example : Example.all()) {
      judge.assertThat(Shape.of(way.ask(example))).as(example.name()).isEqualTo(Shape.of(example.response()));
    }
    judge.assertAll();
  }

  private World world() throws Exception {
    World world = World.open(data);
    int valid = ReadingQuality.VALID.packed();
    world.memory.readings.add(new MeterReading(Mrid.of("fc5931db-d2c2-3bd9-9568-5accf7367395"), List.of(),
      List.of(new IntervalBlock(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh, Instant.parse("2026-02-28T00:15:00Z"), Duration.ofMinutes(15),
        new double[]{0.25, 0.5}, new int[]{valid, valid}))));
    return world;
  }

  /** A verb of a noun that nobody shows is one that nobody tried. */
  @Test
  void everyVerbOfEveryNounHasAnExample() {
    Set<String> shown = Example.all().stream().map(example -> example.verb() + " " + example.noun()).collect(Collectors.toSet());
    Set<String> served = new TreeSet<>();
    for (CimNoun noun : CimNoun.all()) {
      noun.verbs().forEach(verb -> served.add(verb.text() + " " + noun.name()));
    }
    assertThat(shown).containsAll(served);
  }
}

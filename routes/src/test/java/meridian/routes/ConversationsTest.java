package meridian.routes;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import meridian.adapter.Outcome;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.routes.soap.SoapService;
import meridian.routes.world.Shape;
import meridian.routes.world.World;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each {@code SERVICE.name.request.xml} of {@code src/test/resources/conversations}, handwritten, is posted and must be answered as
 * {@code SERVICE.name.response.xml} beside it says, prefixes, MessageID and Timestamp apart. Faults are HTTP 500, Replies 200.
 */
class ConversationsTest {
  @TempDir
  static Path data;
  private static World world;

  @BeforeAll
  static void open() throws Exception {
    world = World.open(data);
    Instant first = Instant.parse("2026-02-28T00:15:00Z");
    int valid = ReadingQuality.VALID.packed();
    for (int number = 1; number <= 2; number++) {
      world.memory.readings
        .add(new MeterReading(World.meter(number), List.of(), List.of(new IntervalBlock(ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh, first,
          Duration.ofMinutes(15), new double[]{0.25, 0.5, 0.125}, new int[]{valid, ReadingQuality.SUSPECT.packed(), valid}))));
    }
    world.field.reads.put("MTR-2", new Outcome.TimedOut<>("no answer within 5 s"));
    world.field.reads.put("MTR-3", new Outcome.Unsupported<>("no reading on demand"));
  }

  @AfterAll
  static void close() { world.close(); }

  static Stream<String> conversations() throws Exception {
    try (var files = Files.list(Path.of("src/test/resources/conversations"))) {
      return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".request.xml"))
        .map(name -> name.replace(".request.xml", ""))
        .sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void isAnsweredAsWritten(String name) throws Exception {
    SoapService service = SoapService.get(name.substring(0, name.indexOf('.')));
    HttpResponse<String> answer = world.post(service, World.conversation(name + ".request.xml"));
    assertThat(Shape.of(answer.body())).isEqualTo(Shape.of(World.conversation(name + ".response.xml")));
    assertThat(answer.statusCode()).isEqualTo(answer.body().contains("Fault>") ? 500 : 200);
    assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/xml");
    assertThat(answer.body()).doesNotContain("Exception", "com.ctc", "\tat ");
  }
}

package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import meridian.model.master.CimElement;
import meridian.model.message.Verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Objects told as trees: out in the order of their profile and valid, in as they were. */
class ObjectsTest {
  private static final int MESSAGES = 40;

  private final CimCodec codec = TestMessages.codec();

  /** Payloads and queries of every noun but those that are not told as trees. */
  static Stream<String> profiles() {
    return CimNoun.all().stream().flatMap(noun -> Stream.concat(Stream.of(noun.payload()), noun.query().stream()))
      .filter(profile -> !List.of("MeterReadings", "GetMeterReadings", "EndDeviceControls").contains(profile));
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void comeBackAsTheyWere(String profile) throws IOException, CimException {
    var random = new Random(profile.hashCode());
    var objects = new RandomObjects(random, profile);
    boolean query = profile.startsWith("Get");
    for (int i = 0; i < MESSAGES; i++) {
      List<CimElement> written = objects.objects();
      if (written.isEmpty()) continue;
      var xml = new XmlBytes();
      var writer = new ObjectWriter(xml, profile);
      writer.open();
      written.forEach(object -> writer.object(objects.shuffled(object)));
      writer.close();
      String payload = new String(xml.toByteArray(), StandardCharsets.UTF_8);
      for (String message : List.of(generic(profile, query, payload), typed(profile, query, payload))) {
        assertThat(TestMessages.violations(message.getBytes(StandardCharsets.UTF_8))).isEmpty();
        CimRequest read = codec.decode(stream(message));
        List<CimElement> objectsRead = read instanceof CimRequest.Query asked ? asked.query() : ((CimRequest.Configure) read).objects();
        assertThat(byName(objectsRead)).isEqualTo(byName(written));
      }
    }
  }

  /** Where a profile leaves the order of names to the sender, so do we. */
  private static List<CimElement> byName(List<CimElement> elements) {
    return elements.stream().sorted(Comparator.comparing(CimElement::name))
      .map(each -> new CimElement(each.name(), each.attributes(), each.text(), byName(each.children()))).toList();
  }

  private static String generic(String profile, boolean query, String payload) {
    String part = query ? "Request" : "Payload";
    return "<RequestMessage xmlns='" + Names.MESSAGE + "'><Header><Verb>" + (query ? "get" : "create") + "</Verb><Noun>"
      + Names.bare(profile)
      + "</Noun></Header><" + part + ">" + payload + "</" + part + "></RequestMessage>";
  }

  private static String typed(String profile, boolean query, String payload) {
    String part = query ? "Request" : "Payload";
    String root = query ? profile : "Create" + profile;
    return "<w:" + root + " xmlns:w='" + Names.wrapper(profile) + "' xmlns='" + Names.MESSAGE + "'><w:Header><Verb>"
      + (query ? "get" : "create") + "</Verb><Noun>" + profile + "</Noun></w:Header><w:" + part + ">" + payload + "</w:" + part + "></w:"
      + root
      + ">";
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void repliesAreValidInEveryWrapping(String profile) throws IOException {
    if (profile.startsWith("Get")) return;
    var objects = new RandomObjects(new Random(7), profile);
    for (Wrapping wrapping : Wrapping.values()) {
      for (Verb verb : List.of(Verb.GET, Verb.CREATE)) {
        List<CimElement> written = Stream.generate(objects::objects).filter(some -> !some.isEmpty()).findFirst().orElseThrow();
        Header request = Header.of(verb, profile, "m-1", "", TestMessages.NOW, "CIS");
        byte[] plain = reply(codec, request, wrapping, profile, written);
        assertThat(TestMessages.violations(plain)).isEmpty();
        byte[] packed = reply(codec.compressing(), request, wrapping, profile, written);
        assertThat(TestMessages.violations(packed)).isEmpty();
        assertThat(new String(plain, StandardCharsets.UTF_8)).contains(inflated(packed));
        assertThat(TestMessages.violations(reply(codec.compressing(), request, wrapping, profile, List.of()))).isEmpty();
      }
    }
  }

  private static byte[] reply(CimCodec codec, Header request, Wrapping wrapping, String payload, List<CimElement> objects)
    throws IOException {
    var out = new ByteArrayOutputStream();
    codec.encodeObjects(request, wrapping, "r-1", TestMessages.NOW, Reply.ok(), payload, objects::forEach, out);
    return out.toByteArray();
  }

  private static String inflated(byte[] message) throws IOException {
    Matcher compressed = Pattern.compile("Compressed>([^<]*)</").matcher(new String(message, StandardCharsets.UTF_8));
    assertThat(compressed.find()).isTrue();
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(compressed.group(1))))) {
      return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void whatAProfileHasNoPlaceForIsLeftOut() throws IOException {
    var meter = new CimElement("Meter", Map.of("colour", "red"), "",
      List.of(CimElement.part("Names", CimElement.value("name", "M-1")), CimElement.value("mRID", "one"), CimElement.value("mRID", "two"),
        CimElement.value("shoeSize", "42")));
    byte[] message = reply(codec, Header.of(Verb.GET, "MeterConfig", "m", "", TestMessages.NOW, ""), Wrapping.GENERIC, "MeterConfig",
      List.of(meter));
    assertThat(TestMessages.violations(message)).isEmpty();
    assertThat(new String(message, StandardCharsets.UTF_8)).contains("<Meter><mRID>one</mRID><Names><name>M-1</name></Names></Meter>");
  }

  @Test
  void anObjectOfAnotherProfileIsRefused() {
    Header request = Header.of(Verb.GET, "MeterConfig", "m", "", TestMessages.NOW, "");
    assertThatThrownBy(() -> reply(codec, request, Wrapping.GENERIC, "MeterConfig", List.of(CimElement.part("Customer"))))
      .isInstanceOf(IllegalArgumentException.class).hasMessage("a MeterConfig has no Customer");
    assertThatThrownBy(() -> reply(codec, request, Wrapping.GENERIC, "Weather", List.of(CimElement.part("Rain"))))
      .isInstanceOf(IllegalArgumentException.class);
  }

  private static ByteArrayInputStream stream(String text) { return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)); }
}

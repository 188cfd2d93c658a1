package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Every file of {@code bad/} gets the answer that {@code bad/expected.txt} tells, one line each: file, code, whether the Header could be
 * read ({@code header}) or not ({@code -}), then the details word for word.
 */
class BadMessagesTest {
  private static final Path BAD = Path.of("src/test/resources/meridian/cim/bad");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  static Stream<Path> files() throws IOException {
    try (var files = Files.list(BAD)) {
      return files.filter(file -> file.toString().endsWith(".xml")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isAnsweredWithCodeAndPlace(Path file) throws IOException {
    String answer = assertTimeoutPreemptively(PATIENCE, () -> answer(Files.newInputStream(file), CimLimits.defaults()));
    assertThat(answer).isEqualTo(expected().get(file.getFileName().toString().replace(".xml", "")));
  }

  /** The validator speaks the language of the machine; its complaints are understood in each. */
  @ParameterizedTest
  @ValueSource(strings = {"de", "ja", "zh-CN"})
  void answersAreTheSameInAnyLanguage(String language) throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(language));
    try {
      for (String file : List.of("control-bad-boolean", "control-bad-enumeration", "control-order", "control-without-type",
        "header-missing-empty")) {
        assertThat(answer(Files.newInputStream(BAD.resolve(file + ".xml")), CimLimits.defaults())).isEqualTo(expected().get(file));
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void everyExpectationHasItsFile() throws IOException {
    assertThat(files().map(file -> file.getFileName().toString().replace(".xml", ""))).containsAll(expected().keySet());
  }

  /** Messages too big to lie in a folder. */
  static Stream<Arguments> floods() {
    String header = "<RequestMessage xmlns='" + Names.MESSAGE + "'><Header><Verb>create</Verb><Noun>EndDeviceControls</Noun>";
    var attributes = new StringBuilder();
    var namespaces = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      attributes.append(" a").append(i).append("=''");
      namespaces.append(" xmlns:a").append(i).append("='u").append(i).append("'");
    }
    String control = "<EndDeviceControl><EndDeviceControlType ref='1'/></EndDeviceControl>";
    return Stream.of(
      Arguments.of("text", header + "<Comment>" + "x".repeat(70_000), "3.1 "),
      Arguments.of("text in pieces", header + "<Comment>" + "x<!---->".repeat(70_000), "3.1 "),
      Arguments.of("attribute value", header + "<Comment a='" + "x".repeat(70_000) + "'/>", "3.1 "),
      Arguments.of("attributes", header + "<Comment" + attributes + "/>", "3.1 "),
      Arguments.of("namespaces", "<RequestMessage" + namespaces + "><Header>", "3.1 "),
      Arguments.of("depth", header + "<a xmlns='u'>".repeat(600_000), "3.1 "),
      Arguments.of("name", "<" + "n".repeat(7_000_000) + "/>", "1.8 "),
      Arguments.of("comment", "<!--" + "x".repeat(9_000_000), "3.1 "),
      Arguments.of("document type", "<!DOCTYPE a [" + "<!-- x -->".repeat(900_000), "3.1 "),
      Arguments.of("controls",
        header + "</Header><Payload><EndDeviceControls xmlns='" + Names.payload("EndDeviceControls") + "'>" + control.repeat(140_000),
        "3.1 "),
      Arguments.of("properties", header + "<Property><Name>n</Name></Property>".repeat(250_000), "3.1 "),
      Arguments.of("properties, small", header + "<Property xmlns:a='b'/>".repeat(200_000), "3.1 "),
      Arguments.of("IDs",
        "<RequestMessage xmlns='" + Names.MESSAGE + "'><Header><Verb>delete</Verb><Noun>MeterConfig</Noun></Header><Payload>"
          + "<ID/>".repeat(1_000_000),
        "3.1 "),
      Arguments.of("options",
        "<RequestMessage xmlns='" + Names.MESSAGE + "'><Header><Verb>get</Verb><Noun>MeterConfig</Noun></Header><Request>"
          + "<Option><name/></Option>".repeat(300_000),
        "3.1 "),
      Arguments.of("objects", objects("<Meter/>".repeat(900_000)), "3.1 "),
      Arguments.of("names of one object", objects("<Meter>" + "<Names><name/></Names>".repeat(300_000) + "<x/>"), "1.8 "),
      Arguments.of("operations",
        "<RequestMessage xmlns='" + Names.MESSAGE + "'><Header><Verb>execute</Verb><Noun>OperationSet</Noun></Header>"
          + "<Payload><OperationSet>" + operations(150_000),
        "3.1 "),
      Arguments.of("operations with prefixes", "<RequestMessage xmlns='" + Names.MESSAGE
        + "'><Header><Verb>execute</Verb><Noun>OperationSet</Noun></Header><Payload><OperationSet>" + prefixed(30_000), "1.8 "),
      Arguments.of("properties, each of every operation's",
        "<RequestMessage xmlns='" + Names.MESSAGE + "'><Header><Verb>execute</Verb><Noun>OperationSet</Noun>" + properties(20_000)
          + "</Header><Payload><OperationSet>" + operations(30_000),
        "1.8 "),
      Arguments.of("nesting", objects("<Meter>".repeat(10_000)), "1.8 "));
  }

  private static String objects(String objects) {
    return "<RequestMessage xmlns='" + Names.MESSAGE
      + "'><Header><Verb>create</Verb><Noun>MeterConfig</Noun></Header><Payload><MeterConfig xmlns='"
      + Names.payload("MeterConfig") + "'>" + objects;
  }

  private static String properties(int count) {
    var properties = new StringBuilder();
    for (int i = 0; i < count; i++) {
      properties.append("<Property><Name>").append(i).append("</Name></Property>");
    }
    return properties.toString();
  }

  private static String operations(int count) {
    var operations = new StringBuilder();
    for (int i = 0; i < count; i++) {
      operations.append("<Operation><operationId>").append(i).append("</operationId><noun>W</noun><verb>get</verb></Operation>");
    }
    return operations.toString();
  }

  private static String prefixed(int count) {
    var operations = new StringBuilder();
    for (int i = 0; i < count; i++) {
      operations.append("<Operation xmlns:p").append(i).append("='u'><operationId>").append(i)
        .append("</operationId><noun>MeterConfig</noun><verb>delete</verb><MeterConfig xmlns='").append(Names.payload("MeterConfig"))
        .append("'><Meter/></MeterConfig></Operation>");
    }
    return operations.toString();
  }

  @ParameterizedTest
  @MethodSource("floods")
  void floodsEndInBoundedTime(String what, String message, String code) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    String answer = assertTimeoutPreemptively(PATIENCE, () -> answer(new ByteArrayInputStream(bytes), CimLimits.defaults()), what);
    assertThat(answer).startsWith(code).hasSizeLessThan(500);
  }

  @Test
  void aBodyWithoutEndIsReadToTheLimitOnly() throws IOException {
    var endless = new InputStream() {
      private long given;

      @Override
      public int read() {
        given++;
        return given == 1 ? '<' : 'a';
      }
    };
    assertThat(answer(endless, new CimLimits(10_000, 32, 16, 1000, 1000))).startsWith("3.1 - ");
    assertThat(endless.given).isLessThanOrEqualTo(10_001);
  }

  /** 1 GB that nobody has to hold: made while it is read, and read to the limit only. */
  @Test
  void aGigabyteOfOneElementEndsAtTheLimit() {
    byte[] head = objects("<Meter><mRID>").getBytes(StandardCharsets.UTF_8);
    var gigabyte = new InputStream() {
      private long given;

      @Override
      public int read() { return given < 1 << 30 ? given++ < head.length ? head[(int) given - 1] : 'x' : -1; }
    };
    String answer = assertTimeoutPreemptively(PATIENCE, () -> answer(gigabyte, CimLimits.defaults()));
    assertThat(answer).startsWith("3.1 header ").contains("/RequestMessage/Payload/MeterConfig/Meter/mRID");
    assertThat(gigabyte.given).isLessThanOrEqualTo(CimLimits.defaults().bodyBytes() + 1);
  }

  /** A request that breaks off anywhere is told so, with the place and, once the Header is whole, to the sender by a Reply. */
  @ParameterizedTest
  @MethodSource("golden")
  void truncatedAtEveryHundredthByte(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);
    int headerEnds = new String(whole, StandardCharsets.UTF_8).indexOf("Header>", new String(whole, StandardCharsets.UTF_8).indexOf("</"))
      + 7;
    for (int length = 100; length < whole.length; length += 100) {
      byte[] part = java.util.Arrays.copyOf(whole, length);
      String answer = assertTimeoutPreemptively(PATIENCE, () -> answer(new ByteArrayInputStream(part), CimLimits.defaults()));
      boolean served = !file.getFileName().toString().matches("(created-(?!end-device-events).*|.*-(reply|refused)[.].*)");
      boolean headerWhole = length >= headerEnds;
      if (headerWhole && !served) assertThat(answer).startsWith("taken: Unserved");
      else
        assertThat(answer).as(length + " bytes").startsWith("1.8 " + (headerWhole ? "header" : "-")).contains("ends before it is complete");
    }
  }

  static Stream<Path> golden() throws IOException {
    try (var files = Files.list(BAD.resolveSibling("golden"))) {
      return files.filter(file -> !file.endsWith("fault.xml")).sorted().toList().stream();
    }
  }

  /** Well-formed XML in another encoding than UTF-8 is taken as long as it says so. */
  @Test
  void encodingsThatAreDeclaredAreRead() throws IOException {
    String message = TestMessages.goldenText("create-end-device-controls.generic.xml").replace("M-0001", "Z\u00e4hler");
    message = message.substring(message.indexOf('<', message.indexOf("?>") + 1));
    for (var charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1, StandardCharsets.UTF_8)) {
      byte[] bytes = ("<?xml version='1.0' encoding='" + charset + "'?>" + message).getBytes(charset);
      assertThat(answer(new ByteArrayInputStream(bytes), CimLimits.defaults())).startsWith("taken: ").contains("Z\u00e4hler");
    }
    for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1)) {
      assertThat(answer(new ByteArrayInputStream(message.getBytes(charset)), CimLimits.defaults())).startsWith("1.8 ");
    }
    byte[] lying = ("<?xml version='1.0' encoding='UTF-16'?>" + message).getBytes(StandardCharsets.UTF_8);
    assertThat(answer(new ByteArrayInputStream(lying), CimLimits.defaults())).startsWith("1.8 ");
    byte[] unknown = ("<?xml version='1.0' encoding='KLINGON'?>" + message).getBytes(StandardCharsets.UTF_8);
    assertThat(answer(new ByteArrayInputStream(unknown), CimLimits.defaults())).startsWith("1.8 ");
  }

  @Test
  void nothingIsFetched() throws IOException {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + server.getLocalPort() + "/x";
      String message = TestMessages.goldenText("create-end-device-controls.generic.xml");
      String hinting = message.replaceFirst(">",
        " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='" + Names.MESSAGE + " " + url + "'>");
      assertThat(answer(stream(hinting), CimLimits.defaults())).startsWith("taken: CreateEndDeviceControls");
      answer(stream("<!DOCTYPE r SYSTEM '" + url + "'>" + message), CimLimits.defaults());
      answer(stream("<!DOCTYPE r [<!ENTITY % e SYSTEM '" + url + "'>%e;]>" + message), CimLimits.defaults());
      server.setSoTimeout(1);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  private static InputStream stream(String text) { return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)); }

  private static TreeMap<String, String> expected() throws IOException {
    var expected = new TreeMap<String, String>();
    for (String line : Files.readAllLines(BAD.resolve("expected.txt"))) {
      if (!line.startsWith("#")) expected.put(line.substring(0, line.indexOf(' ')), line.substring(line.indexOf(' ')).strip());
    }
    return expected;
  }

  static String answer(InputStream message, CimLimits limits) throws IOException {
    try (message) {
      CimRequest request = TestMessages.codec(limits).decode(message);
      return "taken: " + request;
    } catch (CimException e) {
      boolean answerable = e.header().isEmpty() || e.wrapping().get() == Wrapping.GENERIC
        || CimNoun.find(e.header().get().noun().replace(Names.OPERATION_SET, "")).isPresent();
      // To a wrapper of a noun we have no schema for, the answer has none either.
      if (answerable) assertThat(TestMessages.violations(TestMessages.answer(e))).isEmpty();
      return e.error().code() + " " + (e.header().isPresent() ? "header" : "-") + " " + e.error().details();
    }
  }
}

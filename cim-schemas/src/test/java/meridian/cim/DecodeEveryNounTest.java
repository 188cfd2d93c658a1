package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import meridian.model.TimePeriod;
import meridian.model.master.CimElement;
import meridian.model.message.Verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Nouns told as trees, queries, operation sets, Compressed; and how a reply finds back. */
class DecodeEveryNounTest {
  private static final String MESSAGE = Names.MESSAGE;
  private static final String METER = "<MeterConfig xmlns='" + Names.payload("MeterConfig")
    + "'><Meter><mRID> M-1 </mRID><Names><name>M &amp; 1</name></Names></Meter></MeterConfig>";
  private static final CimElement METER_TREE = CimElement.part("Meter", CimElement.value("mRID", "M-1"),
    CimElement.part("Names", CimElement.value("name", "M & 1")));
  private static final String EMPTY_METER = "<MeterConfig xmlns='" + Names.payload("MeterConfig") + "'/>";
  private static final String SELECTION = "<GetMeterConfig xmlns='" + Names.payload("GetMeterConfig")
    + "'><Meter><mRID>M-1</mRID></Meter></GetMeterConfig>";

  private final CimCodec codec = TestMessages.codec();

  @ParameterizedTest
  @ValueSource(strings = {"create", "change", "delete"})
  void objectsAreTrees(String verb) throws CimException {
    for (String message : List.of(generic(verb, "MeterConfig", "<Payload>" + METER + "</Payload>"),
      typed("MeterConfig", verb, "<w:Payload>" + METER + "</w:Payload>"))) {
      var request = (CimRequest.Configure) decode(message);
      assertThat(request.header().verb().text()).isEqualTo(verb);
      assertThat(request.objects()).containsExactly(METER_TREE);
      assertThat(request.ids()).isEmpty();
    }
  }

  /** The readable ones, which the examples and the truncated messages are made from. */
  @Test
  void goldenMessages() throws IOException, CimException {
    var created = (CimRequest.Configure) codec.decode(TestMessages.golden("create-meter-config.generic.xml"));
    assertThat(created.header().context()).isEqualTo("TESTING");
    assertThat(created.objects().getFirst().identifiers()).containsExactly("3f1d4a52-7a51-4e29-8a5c-000000000001", "M-0001",
      "Zähler & Söhne");
    var deleted = (CimRequest.Configure) codec.decode(TestMessages.golden("delete-meter-config.typed.xml"));
    assertThat(deleted.ids()).containsExactly("M-0001");
    for (String form : List.of("2015", "draft")) {
      var query = (CimRequest.Query) codec.decode(TestMessages.golden("get-meter-config.typed-" + form + ".xml"));
      assertThat(query.query().getFirst().names().getFirst().name()).isEqualTo("M-0001");
    }
    var set = (CimRequest.OperationSet) codec.decode(TestMessages.golden("execute-operation-set.generic.xml"));
    assertThat(set.inSequence() && set.allOrNothing()).isTrue();
    assertThat(set.operations()).extracting(operation -> operation.request().header().noun())
      .containsExactly("UsagePointConfig", "MasterDataLinkageConfig");
  }

  @Test
  void attributesAreKeptAndThoseOfOthersAreNot() throws CimException {
    String message = generic("create", "EndDeviceEvents", "<Payload><EndDeviceEvents xmlns='" + Names.payload("EndDeviceEvents")
      + "' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation='a b'><EndDeviceEvent>"
      + "<mRID>e</mRID><createdDateTime>2026-03-29T01:00:00Z</createdDateTime><EndDeviceEventType ref='3.26.0.85'/></EndDeviceEvent>"
      + "</EndDeviceEvents></Payload>");
    CimElement event = ((CimRequest.Configure) decode(message)).objects().getFirst();
    assertThat(event.find("EndDeviceEventType")).contains(CimElement.reference("EndDeviceEventType", "3.26.0.85"));
    assertThat(event.attributes()).isEmpty();
  }

  @Test
  void idsSayWhatGoesWhenThereIsNoPayload() throws CimException {
    for (String message : List.of(generic("delete", "MeterConfig", "<Payload><ID kind='name'>M-1</ID><ID>M-2</ID></Payload>"),
      generic("delete", "MeterConfig", "<Request><ID>M-1</ID><ID>M-2</ID></Request>"),
      typed("MeterConfig", "delete", "<w:Request><ID>M-1</ID><ID> M-2 </ID></w:Request>"))) {
      var request = (CimRequest.Configure) decode(message);
      assertThat(request.objects()).isEmpty();
      assertThat(request.ids()).containsExactly("M-1", "M-2");
    }
    assertThatThrownBy(() -> decode(generic("create", "MeterConfig", "<Payload><ID>M-1</ID></Payload>")))
      .hasMessageContaining("1.7").hasMessageContaining("Payload holds no MeterConfig");
  }

  @Test
  void aQuerySelectsByProfileByIdsOrNotAtAll() throws CimException {
    var request = (CimRequest.Query) decode(generic("get", "MeterConfig",
      "<Request><StartTime>2026-01-01T00:00:00Z</StartTime><Option><name>limit</name><value>5</value></Option><ID>x</ID>" + SELECTION
        + "</Request>"));
    assertThat(request.query()).containsExactly(CimElement.part("Meter", CimElement.value("mRID", "M-1")));
    assertThat(request.ids()).containsExactly("x");
    assertThat(request.options()).isEqualTo(Map.of("limit", "5"));
    assertThat(request.period()).contains(new TimePeriod(Instant.parse("2026-01-01T00:00:00Z"), RequestMapper.EVER.end()));
    for (String rest : List.of("", "<Request/>")) {
      var all = (CimRequest.Query) decode(generic("get", "GetMeterConfig", rest));
      assertThat(all.query()).isEmpty();
      assertThat(all.ids()).isEmpty();
      assertThat(all.period()).isEmpty();
    }
    var byId = (CimRequest.Query) decode(wrapped("GetMeterConfig", "GetMeterConfig", "get", "MeterConfig",
      "<w:Request><w:ID>x</w:ID></w:Request>"));
    assertThat(byId.ids()).containsExactly("x");
    assertThatThrownBy(() -> decode(generic("get", "MeterConfig", "<Request><GetUsagePointConfig xmlns='"
      + Names.payload("GetUsagePointConfig") + "'/></Request>"))).hasMessageContaining("does not belong here, expected GetMeterConfig");
  }

  /** The three wrappers of a query that are in use, each with its own reply. */
  @ParameterizedTest
  @EnumSource(names = {"TYPED", "TYPED_2015", "TYPED_DRAFT"})
  void aReplyTakesTheFormOfItsQuery(Wrapping wrapping) throws CimException {
    String root = switch (wrapping) {
      case GENERIC -> throw new IllegalArgumentException();
      case TYPED -> "GetMeterConfig";
      case TYPED_2015 -> "GetMeterConfigRequestMessage";
      case TYPED_DRAFT -> "MeterConfigRequestMessage";
    };
    String wrapper = wrapping == Wrapping.TYPED_DRAFT ? "MeterConfig" : "GetMeterConfig";
    CimRequest request = decode(wrapped(root, wrapper, "get", "MeterConfig", "<w:Request>" + SELECTION + "</w:Request>"));
    assertThat(request).isInstanceOf(CimRequest.Query.class);
    assertThat(request.wrapping()).isEqualTo(wrapping);
    byte[] reply = codec.encodeReply(request.header(), request.wrapping(), "r", TestMessages.NOW, Reply.ok());
    assertThat(TestMessages.violations(reply)).isEmpty();
    assertThat(new String(reply, StandardCharsets.UTF_8)).startsWith(
      "<w:" + (wrapping == Wrapping.TYPED_2015 ? "Get" : "") + "MeterConfigResponseMessage xmlns=\"" + MESSAGE + "\" xmlns:w=\""
        + Names.wrapper(wrapper) + "\"");
  }

  @Test
  void readingsAreQueriedByGroup() throws CimException {
    var request = (CimRequest.GetMeterReadings) decode(generic("get", "MeterReadings", "<Request><GetMeterReadings xmlns='"
      + Names.payload("GetMeterReadings") + "'><EndDeviceGroup><Names><name>north</name></Names></EndDeviceGroup>"
      + "<UsagePointGroup><mRID>g-2</mRID></UsagePointGroup></GetMeterReadings></Request>"));
    assertThat(request.groups()).containsExactly(new GroupReference("EndDeviceGroup", "north"),
      new GroupReference("UsagePointGroup", "g-2"));
  }

  @Test
  void compressedIsReadAsIfItStoodThere() throws IOException, CimException {
    String compressed = "<Compressed>\n" + Base64.getMimeEncoder().encodeToString(gzip(METER)) + "\n</Compressed><Format>XML</Format>";
    String own = compressed.replace("<", "<w:").replace("<w:/", "</w:");
    for (String message : List.of(generic("create", "MeterConfig", "<Payload>" + compressed + "</Payload>"),
      typed("MeterConfig", "create", "<w:Payload>" + own + "</w:Payload>"),
      typed("MeterConfig", "create", "<w:Payload>" + EMPTY_METER + own + "</w:Payload>"))) {
      assertThat(((CimRequest.Configure) decode(message)).objects()).containsExactly(METER_TREE);
    }
    String control = TestMessages.goldenText("create-end-device-controls.typed.xml");
    int from = control.indexOf("<EndDeviceControls");
    int to = control.indexOf("</Payload>");
    String packed = control.substring(0, from) + "<Compressed>"
      + Base64.getEncoder().encodeToString(gzip(control.substring(from, to))) + "</Compressed>" + control.substring(to);
    assertThat(((CimRequest.CreateEndDeviceControls) decode(packed)).controls())
      .isEqualTo(((CimRequest.CreateEndDeviceControls) decode(control)).controls());
  }

  @Test
  void troubleInCompressedHasItsPlace() throws IOException {
    String bad = METER.replace("<mRID>", "<colour/>\n<mRID>");
    assertThatThrownBy(() -> decode(compressed(gzip(bad))))
      .hasMessageContaining("/RequestMessage/Payload/Compressed/MeterConfig/Meter/colour: does not belong here");
    assertThatThrownBy(() -> decode(compressed(gzip(EMPTY_METER.replace("MeterConfig", "UsagePointConfig")))))
      .hasMessageContaining("does not belong here, expected MeterConfig");
    byte[] whole = gzip(METER);
    assertThatThrownBy(() -> decode(compressed(java.util.Arrays.copyOf(whole, whole.length / 2)))).hasMessageContaining("1.8");
    assertThatThrownBy(() -> decode(compressed("plain".getBytes(StandardCharsets.UTF_8))))
      .hasMessageContaining("Compressed: holds no gzip in base64");
    assertThatThrownBy(() -> decode(compressed(gzip("")))).hasMessageContaining("Compressed: holds no gzip in base64");
    assertThatThrownBy(() -> decode(compressed(gzip("<!DOCTYPE a>" + METER)))).hasMessageContaining("document type declarations");
    assertThatThrownBy(() -> decode(typed("MeterConfig", "create", "<w:Payload>" + METER + "<w:Compressed>x</w:Compressed></w:Payload>")))
      .hasMessageContaining("3.1").hasMessageContaining("Payload/Compressed: one of these per message");
  }

  /** 20 MB of one value, of empty elements and of space become a few kB. */
  @Test
  void aBombIsNotInflated() throws IOException {
    assertThatThrownBy(() -> decode(compressed(gzip(METER.replace("M-1", "x".repeat(20 << 20)))))).hasMessageStartingWith("3.1");
    assertThatThrownBy(() -> decode(compressed(gzip(METER.replace("<Meter>", "<Meter/>".repeat(2 << 20) + "<Meter>")))))
      .hasMessageStartingWith("3.1");
    assertThatThrownBy(() -> decode(compressed(gzip(METER.replace("<Meter>", " ".repeat(20 << 20) + "<Meter>")))))
      .hasMessageStartingWith("3.1");
  }

  @Test
  void aSetHoldsRequests() throws CimException {
    String content = "<OperationSet xmlns='" + MESSAGE + "'><enforceMsgSequence>1</enforceMsgSequence>"
      + "<Operation><operationId>1</operationId><noun>MeterConfig</noun><verb>create</verb>" + METER + "</Operation>"
      + "<Operation><operationId>2</operationId><noun>MeterConfig</noun><verb>delete</verb><elementOperation>true</elementOperation>"
      + METER
      + "</Operation>"
      + "<Operation><operationId>3</operationId><noun>MeterConfig</noun><verb>get</verb>" + SELECTION + "</Operation>"
      + "<Operation><operationId>4</operationId><noun>Weather</noun><verb>change</verb><Rain xmlns='u'><verb>get</verb><Payload><OperationSet/></Payload></Rain></Operation>"
      + "<Operation><operationId>5</operationId><noun>Weather</noun><verb>get</verb><noun xmlns='u'>MeterConfig</noun></Operation></OperationSet>";
    String request = "<Request><Option><name>dryRun</name><value>true</value></Option></Request>";
    String own = content.replace("<OperationSet xmlns='" + MESSAGE + "'", "<w:OperationSet").replace("</OperationSet", "</w:OperationSet");
    for (String message : List.of(generic("execute", "OperationSet", request + "<Payload>" + content + "</Payload>"),
      wrapped("ExecuteMeterConfigOperationSet", "MeterConfigOperationSet", "execute", "OperationSet",
        request.replace("Request>", "w:Request>").replace("</w:", "</w:") + "<w:Payload>" + own + "</w:Payload>"))) {
      var set = (CimRequest.OperationSet) decode(message);
      assertThat(set.inSequence()).isTrue();
      assertThat(set.allOrNothing()).isFalse();
      assertThat(set.operations()).extracting(CimRequest.Operation::id).containsExactly("1", "2", "3", "4", "5");
      assertThat(set.operations()).extracting(CimRequest.Operation::ofElements).containsExactly(false, true, false, false, false);
      var create = (CimRequest.Configure) set.operations().get(0).request();
      assertThat(create.header()).isEqualTo(set.header().with(Verb.CREATE, "MeterConfig"));
      assertThat(create.objects()).containsExactly(METER_TREE);
      assertThat(create.options()).isEqualTo(Map.of("dryRun", "true"));
      assertThat(((CimRequest.Query) set.operations().get(2).request()).query()).hasSize(1);
      assertThat(set.operations().get(3).request()).isInstanceOf(CimRequest.Unserved.class);
      assertThat(set.operations().get(4).request()).isInstanceOf(CimRequest.Unserved.class);
      byte[] reply = codec.encodeReply(set.header(), set.wrapping(), "r", TestMessages.NOW,
        Reply.failed(ErrorCode.INVALID_NOUN.error("").of("4")));
      assertThat(TestMessages.violations(reply)).isEmpty();
      assertThat(new String(reply, StandardCharsets.UTF_8)).contains("<Noun>OperationSet</Noun>", "<operationId>4</operationId>");
    }
  }

  @Test
  void troubleInAnOperationNamesIt() {
    for (String[] wrong : new String[][]{{"<noun>MeterConfig</noun><verb>create</verb>", "1.7"},
        {"<noun>MeterConfig</noun><verb>create</verb>" + EMPTY_METER, "1.7"},
        {"<noun>MeterConfig</noun><verb>create</verb>" + METER.replace("mRID", "x"), "1.8"},
        {"<noun>UsagePointConfig</noun><verb>create</verb>" + METER, "1.8"}, {METER, "5.8"}, {"<noun>MeterConfig</noun>" + METER, "5.8"},
        {"<noun>MeterConfig</noun><verb>burn</verb>" + METER, "2.9"}, {"<noun>OperationSet</noun><verb>execute</verb>", "2.5"}}) {
      String message = generic("execute", "OperationSet", "<Payload><OperationSet><Operation><operationId>1</operationId>"
        + "<noun>Weather</noun><verb>get</verb></Operation><Operation><operationId>7</operationId>" + wrong[0]
        + "</Operation></OperationSet></Payload>");
      assertThatThrownBy(() -> decode(message)).isInstanceOfSatisfying(CimException.class, e -> {
        assertThat(e.error().code()).isEqualTo(wrong[1]);
        assertThat(e.error().operationId()).isEqualTo("7");
        assertThat(TestMessages.violations(TestMessages.answer(e))).isEmpty();
      });
    }
  }

  @Test
  void headersAreReadWhole() throws CimException {
    String message = "<RequestMessage xmlns='" + MESSAGE + "'><Header><Verb>get</Verb><Noun>MeterConfig</Noun><Revision>1.2</Revision>"
      + "<ReplayDetection><Nonce>n-1</Nonce><Created>2026-03-29T03:00:00+02:00</Created></ReplayDetection><Context>TESTING</Context>"
      + "<AckRequired>true</AckRequired><User><UserID>anna</UserID><Organization>billing</Organization></User>"
      + "<MessageID>m-1</MessageID><CorrelationID>c-1</CorrelationID><Comment>please</Comment>"
      + "<Property><Name>a</Name></Property><Property><Name>b</Name><Value>2</Value></Property></Header></RequestMessage>";
    Header header = decode(message).header();
    assertThat(header.replayDetection()).contains(new Header.ReplayDetection("n-1", TestMessages.NOW));
    assertThat(header.organization()).isEqualTo("billing");
    assertThat(header.comment()).isEqualTo("please");
    assertThat(header.ackRequired()).isTrue();
    assertThat(header.properties()).isEqualTo(Map.of("a", "", "b", "2"));
    String reply = new String(codec.encodeReply(header, Wrapping.GENERIC, "r-1", TestMessages.NOW, Reply.ok()), StandardCharsets.UTF_8);
    assertThat(reply).contains("<Revision>1.2</Revision>", "<Context>TESTING</Context>", "<CorrelationID>c-1</CorrelationID>",
      "<MessageID>r-1</MessageID>").doesNotContain("anna", "Property", "please");
  }

  private CimRequest decode(String message) throws CimException {
    return codec.decode(new ByteArrayInputStream(message.getBytes(StandardCharsets.UTF_8)));
  }

  private static String generic(String verb, String noun, String rest) {
    return "<RequestMessage xmlns='" + MESSAGE + "'><Header><Verb>" + verb + "</Verb><Noun>" + noun + "</Noun></Header>" + rest
      + "</RequestMessage>";
  }

  private static String typed(String noun, String verb, String rest) {
    return wrapped(Names.capital(Verb.find(verb).orElseThrow()) + noun, noun, verb, noun, rest);
  }

  private static String wrapped(String root, String wrapper, String verb, String noun, String rest) {
    return "<w:" + root + " xmlns:w='" + Names.wrapper(wrapper) + "' xmlns='" + MESSAGE + "'><w:Header><Verb>" + verb + "</Verb><Noun>"
      + noun
      + "</Noun></w:Header>" + rest + "</w:" + root + ">";
  }

  private static String compressed(byte[] bytes) {
    return generic("create", "MeterConfig",
      "<Payload><Compressed>" + Base64.getEncoder().encodeToString(bytes) + "</Compressed></Payload>");
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}

package meridian.cim.grid;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.grid.Meter;
import meridian.model.grid.PowerTransformer;
import meridian.model.grid.Switch;
import meridian.model.grid.Terminal;
import meridian.model.grid.UsagePoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GridReaderTest {
  private static final String CRS = "<cim:CoordinateSystem rdf:ID='_%s'><cim:CoordinateSystem.crsUrn>urn:ogc:def:crs:EPSG::4326</cim:CoordinateSystem.crsUrn></cim:CoordinateSystem>"
    .formatted(id(1));
  private static final String STATION = "<cim:Substation rdf:ID='_%s'><cim:IdentifiedObject.name>West</cim:IdentifiedObject.name></cim:Substation>\n"
    .formatted(id(2));
  private static final String FEEDER = "<cim:Feeder rdf:ID='_%s'><cim:IdentifiedObject.name>F1</cim:IdentifiedObject.name><cim:Feeder.NormalEnergizingSubstation rdf:resource='#_%s'/></cim:Feeder>\n"
    .formatted(id(3), id(2));

  private static String id(int number) { return "00000000-0000-4000-8000-%012d".formatted(number); }

  private static Mrid mrid(int number) { return Mrid.of(id(number)); }

  private static GridReading read(String... body) throws IOException, GridFormatException {
    return GridReader.read(document(GridReader.CIM100, String.join("", body)));
  }

  private static InputStream document(String cim, String body) {
    return bytes(
      "<?xml version='1.0' encoding='UTF-8'?>\n<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:cim='" + cim
        + "' xmlns:md='http://iec.ch/TC57/61970-552/ModelDescription/1#'>\n" + body + "</rdf:RDF>");
  }

  private static InputStream bytes(String text) { return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)); }

  /** A location of one point, linked from itself to what is there. */
  private static String at(int location, int of, double x, double y) {
    return ("<cim:Location rdf:ID='_%s'><cim:Location.CoordinateSystem rdf:resource='#_%s'/><cim:Location.PowerSystemResources rdf:resource='#_%s'/></cim:Location>"
      + "<cim:PositionPoint rdf:ID='_%s'><cim:PositionPoint.Location rdf:resource='#_%s'/><cim:PositionPoint.xPosition>%s</cim:PositionPoint.xPosition>"
      + "<cim:PositionPoint.yPosition>%s</cim:PositionPoint.yPosition></cim:PositionPoint>\n")
      .formatted(id(location), id(1), id(of), id(location + 1000), id(location), x, y);
  }

  private static final String PLACED_STATION = CRS + STATION + at(20, 2, 9.5, 47.25);

  @Test
  void locationsAreLinkedFromEitherSide() throws Exception {
    var reading = read(CRS, STATION, at(20, 2, 9.5, 47.25), FEEDER,
      "<cim:Breaker rdf:ID='_" + id(4)
        + "'><cim:IdentifiedObject.name>CB1</cim:IdentifiedObject.name><cim:Equipment.EquipmentContainer rdf:resource='#_" + id(3)
        + "'/><cim:PowerSystemResource.Location rdf:resource='#_" + id(21) + "'/></cim:Breaker>",
      "<cim:Location rdf:ID='_" + id(21) + "'/><cim:PositionPoint rdf:ID='_" + id(22) + "'><cim:PositionPoint.Location rdf:resource='#_"
        + id(21)
        + "'/><cim:PositionPoint.xPosition>9.6</cim:PositionPoint.xPosition><cim:PositionPoint.yPosition>47.3</cim:PositionPoint.yPosition></cim:PositionPoint>");
    assertThat(reading.defects()).isEmpty();
    assertThat(reading.grid().substations().getFirst().position()).isEqualTo(new Position(9.5, 47.25));
    assertThat(reading.grid().switches())
      .containsExactly(new Switch(mrid(4), "CB1", Switch.Kind.BREAKER, mrid(3), new Position(9.6, 47.3), false, false));
  }

  /** 61970-552 clause 6: rdf:ID, rdf:about with a fragment, and urn:uuid: are the same subject. */
  @Test
  void oneSubjectToldInThreeSpellingsIsOne() throws Exception {
    var reading = read(PLACED_STATION, FEEDER,
      "<cim:Breaker rdf:ID='_" + id(4) + "'><cim:IdentifiedObject.name>CB1</cim:IdentifiedObject.name></cim:Breaker>",
      "<cim:Breaker rdf:about='#_" + id(4) + "'><cim:Switch.open>true</cim:Switch.open></cim:Breaker>",
      "<cim:Breaker rdf:about='urn:uuid:" + id(4) + "'><cim:Equipment.EquipmentContainer rdf:resource='urn:uuid:" + id(3)
        + "'/></cim:Breaker>",
      at(23, 4, 9.5, 47.2));
    assertThat(reading.defects()).isEmpty();
    assertThat(reading.grid().switches())
      .containsExactly(new Switch(mrid(4), "CB1", Switch.Kind.BREAKER, mrid(3), new Position(9.5, 47.2), false, true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"urn:ogc:def:crs:EPSG::4326", "EPSG:4326", "urn:ogc:def:crs:EPSG:8.9.2:4326",
      "http://www.opengis.net/def/crs/EPSG/0/4326",
      "urn:ogc:def:crs:OGC:1.3:CRS84", "WGS84", "epsg:4326"})
  void wgs84HasManySpellings(String crs) throws Exception {
    assertThat(read(PLACED_STATION.replace("urn:ogc:def:crs:EPSG::4326", crs)).defects()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"urn:ogc:def:crs:EPSG::31256", "OpenDSSLocalBusCoordinates", "EPSG:43260", ""})
  void anotherCoordinateSystemIsADefectAndItsPositionsAreLeftOut(String crs) throws Exception {
    var reading = read(PLACED_STATION.replace("urn:ogc:def:crs:EPSG::4326", crs));
    assertThat(reading.defects().getFirst()).isEqualTo(new GridDefect.UnsupportedCoordinateSystem("CoordinateSystem", id(1), 3, crs));
    assertThat(reading.grid().substations()).hasSize(1);
    assertThat(reading.grid().substations().getFirst().position()).isEqualTo(new Position(0, 0));
  }

  @Test
  void swappedAxesAreToldAndPutRight() throws Exception {
    var certain = read(CRS, STATION, at(20, 2, 31.2, 121.5));
    assertThat(certain.defects()).hasOnlyElementsOfType(GridDefect.SwappedAxes.class).hasSize(1);
    assertThat(certain.grid().substations().getFirst().position()).isEqualTo(new Position(121.5, 31.2));

    var others = new StringBuilder(CRS + STATION + at(20, 2, 47.25, 9.5));
    for (int i = 0; i < 5; i++) {
      others.append("<cim:Substation rdf:ID='_" + id(30 + i) + "'/>").append(at(40 + i, 30 + i, 9.5 + i / 100.0, 47.2));
    }
    var byNeighbours = read(others.toString());
    assertThat(byNeighbours.defects()).hasSize(1).hasOnlyElementsOfType(GridDefect.SwappedAxes.class);
    assertThat(byNeighbours.grid().substations().getFirst().position()).isEqualTo(new Position(9.5, 47.25));
  }

  @Test
  void badCoordinatesAreADefect() throws Exception {
    var reading = read(CRS, STATION, at(20, 2, 9.5, 47.25).replace("47.25", "fourty-seven"));
    assertThat(reading.defects().getFirst())
      .isEqualTo(new GridDefect.BadValue("PositionPoint", id(1020), 4, "PositionPoint.yPosition", "fourty-seven"));
  }

  @Test
  void aMeterComesWithItsUsagePoint() throws Exception {
    var reading = read(PLACED_STATION, USAGE_POINT, METER);
    assertThat(reading.defects()).isEmpty();
    assertThat(reading.grid().usagePoints())
      .containsExactly(new UsagePoint(mrid(50), "UP1", "Mill Lane 12a", new Position(9.51, 47.26), mrid(51), "AN"));
    assertThat(reading.grid().meters())
      .containsExactly(new Meter(mrid(60), "M1", "MRD0000000000001", "dlms", "127.0.1.1:4059", "ML4", mrid(50)));
  }

  private static final String USAGE_POINT = "<cim:EnergyConsumer rdf:ID='_" + id(51) + "'><cim:Equipment.UsagePoint rdf:resource='#_"
    + id(50)
    + "'/></cim:EnergyConsumer><cim:UsagePoint rdf:ID='_" + id(50) + "'><cim:IdentifiedObject.name>UP1</cim:IdentifiedObject.name>"
    + "<cim:UsagePoint.phaseCode rdf:resource='http://iec.ch/TC57/CIM100#PhaseCode.AN'/><cim:UsagePoint.ServiceLocation rdf:resource='#_"
    + id(52)
    + "'/></cim:UsagePoint><cim:ServiceLocation rdf:ID='_" + id(52)
    + "'><cim:Location.mainAddress rdf:parseType='Resource'><cim:StreetAddress.streetDetail>"
    + "<cim:StreetDetail><cim:StreetDetail.name>Mill Lane</cim:StreetDetail.name><cim:StreetDetail.number>12a</cim:StreetDetail.number></cim:StreetDetail>"
    + "</cim:StreetAddress.streetDetail></cim:Location.mainAddress></cim:ServiceLocation><cim:PositionPoint rdf:ID='_" + id(53)
    + "'><cim:PositionPoint.Location rdf:resource='#_" + id(52) + "'/><cim:PositionPoint.xPosition>9.51</cim:PositionPoint.xPosition>"
    + "<cim:PositionPoint.yPosition>47.26</cim:PositionPoint.yPosition></cim:PositionPoint>\n";
  private static final String METER = "<cim:Meter rdf:ID='_" + id(60) + "'><cim:IdentifiedObject.name>M1</cim:IdentifiedObject.name>"
    + "<cim:Asset.serialNumber>MRD0000000000001</cim:Asset.serialNumber><cim:Asset.electronicAddress><cim:ElectronicAddress><cim:ElectronicAddress.lan>"
    + "127.0.1.1:4059</cim:ElectronicAddress.lan></cim:ElectronicAddress></cim:Asset.electronicAddress><cim:EndDevice.EndDeviceInfo rdf:resource='#_"
    + id(61)
    + "'/><cim:EndDevice.UsagePoint rdf:resource='#_" + id(50) + "'/></cim:Meter><cim:EndDeviceInfo rdf:ID='_" + id(61)
    + "'><cim:IdentifiedObject.name>ML4</cim:IdentifiedObject.name></cim:EndDeviceInfo><cim:NameType rdf:ID='_" + id(62)
    + "'><cim:IdentifiedObject.name>adapter</cim:IdentifiedObject.name></cim:NameType><cim:Name rdf:ID='_" + id(63)
    + "'><cim:Name.name>dlms</cim:Name.name><cim:Name.NameType rdf:resource='#_" + id(62) + "'/><cim:Name.IdentifiedObject rdf:resource='#_"
    + id(60)
    + "'/></cim:Name>\n";

  @Test
  void metersThatCannotBeImportedAreToldAndTheRestIs() throws Exception {
    var twin = METER.replace(id(60), id(70)).replace(id(63), id(73)).replace("M1", "M2");
    var nowhere = METER.replace(id(60), id(80)).replace(id(63), id(83)).replace("M1", "M3").replace("0001<", "0003<").replace(id(50),
      id(99));
    var reading = read(PLACED_STATION, USAGE_POINT, METER, twin, nowhere);
    assertThat(reading.grid().meters()).extracting(Meter::name).containsExactly("M1");
    assertThat(reading.defects()).containsExactly(new GridDefect.Duplicate("Meter", id(70), 7, "Asset.serialNumber", "MRD0000000000001"),
      new GridDefect.DanglingReference("Meter", id(80), 8, "EndDevice.UsagePoint", id(99)));
    assertThat(reading.defects().getLast().text()).startsWith("line 8: Meter " + id(80)).contains(id(99));
  }

  @Test
  void anEnergySourceIsATerminalOfItsSubstation() throws Exception {
    var reading = read(PLACED_STATION, FEEDER,
      "<cim:EnergySource rdf:ID='_" + id(90) + "'><cim:Equipment.EquipmentContainer rdf:resource='#_" + id(3)
        + "'/></cim:EnergySource><cim:Terminal rdf:ID='_" + id(91) + "'><cim:Terminal.ConductingEquipment rdf:resource='#_" + id(90)
        + "'/><cim:Terminal.ConnectivityNode rdf:resource='#_" + id(92) + "'/></cim:Terminal>");
    assertThat(reading.defects()).isEmpty();
    assertThat(reading.grid().terminals()).containsExactly(new Terminal(mrid(2), 1, mrid(92)));
  }

  /** Plain CIM100 gives V and VA, CGMES kV and MVA. */
  @Test
  void ratingsAreInTheUnitOfTheProfile() throws Exception {
    var transformer = "<cim:PowerTransformer rdf:ID='_" + id(5) + "'><cim:IdentifiedObject.name>T1</cim:IdentifiedObject.name>"
      + "<cim:Equipment.EquipmentContainer rdf:resource='#_" + id(3) + "'/></cim:PowerTransformer>" + end(2, "0.4") + end(1, "20")
      + at(24, 5, 9.5, 47.2);
    var cgmes = "<md:FullModel rdf:about='urn:uuid:" + id(9)
      + "'><md:Model.profile>http://iec.ch/TC57/ns/CIM/CoreEquipment-EU/3.0</md:Model.profile></md:FullModel>";
    var wanted = new PowerTransformer(mrid(5), "T1", mrid(3), new Position(9.5, 47.2), 630, 20, 0.4);
    var inKilovolts = read(cgmes, PLACED_STATION, FEEDER, transformer);
    assertThat(inKilovolts.defects()).isEmpty();
    assertThat(inKilovolts.grid().transformers()).containsExactly(wanted);
    var inVolts = read(PLACED_STATION, FEEDER,
      transformer.replace(">20<", ">20000<").replace(">0.4<", ">400<").replace(">0.63<", ">630000.0<"));
    assertThat(inVolts.grid().transformers()).containsExactly(wanted);
  }

  private static String end(int number, String ratedU) {
    return ("<cim:PowerTransformerEnd rdf:ID='_%s'><cim:PowerTransformerEnd.PowerTransformer rdf:resource='#_%s'/><cim:TransformerEnd.endNumber>%d</cim:TransformerEnd.endNumber>"
      + "<cim:PowerTransformerEnd.ratedS>0.63</cim:PowerTransformerEnd.ratedS><cim:PowerTransformerEnd.ratedU>%s</cim:PowerTransformerEnd.ratedU></cim:PowerTransformerEnd>")
      .formatted(id(100 + number), id(5), number, ratedU);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://iec.ch/TC57/2013/CIM-schema-cim16#", "https://cim.ucaiug.io/ns#"})
  void anotherCimVersionIsRefusedByName(String namespace) throws Exception {
    var reading = GridReader.read(document(namespace, PLACED_STATION));
    assertThat(reading.grid().substations()).isEmpty();
    assertThat(reading.defects()).hasSize(1);
    assertThat(reading.defects().getFirst().text()).contains("line 3", namespace, GridReader.CIM100);
  }

  @Test
  void brokenXmlNamesItsLine() {
    assertThatThrownBy(() -> read(STATION, "<cim:Feeder>")).isInstanceOf(GridFormatException.class).hasMessageStartingWith("line 4");
    assertThatThrownBy(() -> read("<cim:Substation>text</cim:Substation>")).isInstanceOf(GridFormatException.class)
      .hasMessageStartingWith("line 3");
    assertThatThrownBy(() -> GridReader.read(bytes("<html/>"))).isInstanceOf(GridFormatException.class)
      .hasMessageContaining("html, not rdf:RDF");
    assertThatThrownBy(() -> GridReader.read(bytes(""))).isInstanceOf(GridFormatException.class);
    assertThatThrownBy(() -> GridReader.read(bytes("<!DOCTYPE r [<!ENTITY e 'x'>]><r>&e;</r>"))).isInstanceOf(GridFormatException.class)
      .hasMessageContaining("line 1").hasMessageContaining("not accepted");
    assertThatThrownBy(() -> read("<x>".repeat(40))).isInstanceOf(GridFormatException.class).hasMessageContaining("deep");
  }

  @Test
  void troubleOfTheStreamIsItsOwn() {
    var broken = new InputStream() {
      @Override
      public int read() throws IOException { throw new IOException("disk gone"); }
    };
    assertThatThrownBy(() -> GridReader.read(broken)).isInstanceOf(IOException.class).hasMessage("disk gone");
  }

  @Test
  void defectsAreBounded() throws Exception {
    var defects = read("<cim:Terminal/>".repeat(10_005)).defects();
    assertThat(defects).hasSize(10_001);
    assertThat(defects.getLast()).isEqualTo(new GridDefect.AndMore("RDF", "", 0, 5));
  }

  @Test
  void aNetworkWithoutAnyPlaceIsStillANetwork() throws Exception {
    var reading = read(STATION, FEEDER, USAGE_POINT.replaceAll("<cim:PositionPoint .*", ""), METER);
    assertThat(reading.grid().meters()).hasSize(1);
    assertThat(reading.defects()).extracting(GridDefect::element).isEqualTo(List.of("UsagePoint", "Substation"));
  }
}

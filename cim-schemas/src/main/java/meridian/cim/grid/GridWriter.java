package meridian.cim.grid;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import meridian.model.Mrid;
import meridian.model.Position;
import meridian.model.grid.ACLineSegment;
import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;
import meridian.model.grid.PowerTransformer;
import meridian.model.grid.Substation;
import meridian.model.grid.Switch;
import meridian.model.grid.Terminal;
import meridian.model.grid.UsagePoint;

/** Writes a network model as CIM100 RDF/XML that {@link GridReader} reads back to an equal Grid. */
public final class GridWriter {
  private static final Mrid COORDINATES = Mrid.derivedFrom("CoordinateSystem EPSG:4326");
  private static final Mrid ADAPTER = Mrid.derivedFrom("NameType " + MeteringAssembly.ADAPTER);

  private final Grid grid;
  private final Writer out;

  private GridWriter(Grid grid, Writer out) {
    this.grid = grid;
    this.out = out;
  }

  /** In UTF-8, streamed. The caller closes the stream. */
  public static void write(Grid grid, OutputStream out) throws IOException {
    var writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    new GridWriter(grid, writer).document();
    writer.flush();
  }

  private void document() throws IOException {
    out.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:cim=\""
      + GridReader.CIM100 + "\">\n");
    begin("CoordinateSystem", COORDINATES);
    text("CoordinateSystem.crsUrn", "urn:ogc:def:crs:EPSG::4326");
    end("CoordinateSystem");
    for (Substation substation : grid.substations())
      substation(substation);
    for (Feeder feeder : grid.feeders()) {
      begin("Feeder", feeder.mrid());
      text("IdentifiedObject.name", feeder.name());
      reference("Feeder.NormalEnergizingSubstation", feeder.substation());
      end("Feeder");
    }
    for (PowerTransformer transformer : grid.transformers())
      transformer(transformer);
    baseVoltages();
    for (ACLineSegment line : grid.lines())
      line(line);
    for (Switch each : grid.switches())
      toSwitch(each);
    metering();
    terminals();
    out.write("</rdf:RDF>\n");
  }

  private void substation(Substation substation) throws IOException {
    begin("Substation", substation.mrid());
    text("IdentifiedObject.name", substation.name());
    reference("PowerSystemResource.Location", locationOf(substation.mrid()));
    end("Substation");
    location("Location", substation.mrid(), "", List.of(substation.position()));
  }

  private void transformer(PowerTransformer transformer) throws IOException {
    equipment("PowerTransformer", transformer.mrid(), transformer.name(), transformer.feeder());
    end("PowerTransformer");
    location("Location", transformer.mrid(), "", List.of(transformer.position()));
    transformerEnd(transformer, 1, transformer.primary_kV());
    transformerEnd(transformer, 2, transformer.secondary_kV());
  }

  private void transformerEnd(PowerTransformer transformer, int number, double ratedU_kV) throws IOException {
    begin("PowerTransformerEnd", Mrid.derivedFrom("end " + number + " of " + transformer.mrid()));
    reference("PowerTransformerEnd.PowerTransformer", transformer.mrid());
    text("TransformerEnd.endNumber", String.valueOf(number));
    text("PowerTransformerEnd.ratedS", thousandfold(transformer.ratedS_kVA()));
    text("PowerTransformerEnd.ratedU", thousandfold(ratedU_kV));
    end("PowerTransformerEnd");
  }

  private void baseVoltages() throws IOException {
    for (double nominal_kV : new TreeSet<>(grid.lines().stream().map(ACLineSegment::nominal_kV).toList())) {
      begin("BaseVoltage", baseVoltage(nominal_kV));
      text("BaseVoltage.nominalVoltage", thousandfold(nominal_kV));
      end("BaseVoltage");
    }
  }

  private static Mrid baseVoltage(double nominal_kV) { return Mrid.derivedFrom("BaseVoltage " + nominal_kV + " kV"); }

  private void line(ACLineSegment line) throws IOException {
    equipment("ACLineSegment", line.mrid(), line.name(), line.feeder());
    reference("ConductingEquipment.BaseVoltage", baseVoltage(line.nominal_kV()));
    end("ACLineSegment");
    location("Location", line.mrid(), "", line.path());
  }

  private void toSwitch(Switch each) throws IOException {
    String element = switch (each.kind()) {
      case BREAKER -> "Breaker";
      case LOAD_BREAK_SWITCH -> "LoadBreakSwitch";
      case DISCONNECTOR -> "Disconnector";
      case FUSE -> "Fuse";
    };
    equipment(element, each.mrid(), each.name(), each.feeder());
    text("Switch.normalOpen", String.valueOf(each.normalOpen()));
    text("Switch.open", String.valueOf(each.open()));
    end(element);
    location("Location", each.mrid(), "", List.of(each.position()));
  }

  private void metering() throws IOException {
    var consumers = grid.usagePoints().stream().map(UsagePoint::equipment).collect(Collectors.toCollection(LinkedHashSet::new));
    for (Mrid consumer : consumers) {
      begin("EnergyConsumer", consumer);
      end("EnergyConsumer");
    }
    for (UsagePoint point : grid.usagePoints()) {
      begin("UsagePoint", point.mrid());
      text("IdentifiedObject.name", point.name());
      out.write("    <cim:UsagePoint.phaseCode rdf:resource=\"" + GridReader.CIM100 + "PhaseCode." + escaped(point.phases()) + "\"/>\n");
      if (point.equipment() != null) reference("UsagePoint.Equipments", point.equipment());
      reference("UsagePoint.ServiceLocation", locationOf(point.mrid()));
      end("UsagePoint");
      location("ServiceLocation", point.mrid(), point.address(), point.position() == null ? List.of() : List.of(point.position()));
    }
    begin("NameType", ADAPTER);
    text("IdentifiedObject.name", MeteringAssembly.ADAPTER);
    end("NameType");
    for (String model : new TreeSet<>(grid.meters().stream().map(Meter::model).toList())) {
      begin("EndDeviceInfo", Mrid.derivedFrom("EndDeviceInfo " + model));
      text("IdentifiedObject.name", model);
      end("EndDeviceInfo");
    }
    for (Meter meter : grid.meters())
      meter(meter);
  }

  private void meter(Meter meter) throws IOException {
    begin("Meter", meter.mrid());
    text("IdentifiedObject.name", meter.name());
    text("Asset.serialNumber", meter.serialNumber());
    out.write("    <cim:Asset.electronicAddress><cim:ElectronicAddress><cim:ElectronicAddress.lan>" + escaped(meter.lanAddress())
      + "</cim:ElectronicAddress.lan></cim:ElectronicAddress></cim:Asset.electronicAddress>\n");
    reference("Asset.AssetInfo", Mrid.derivedFrom("EndDeviceInfo " + meter.model()));
    if (meter.usagePoint() != null) reference("EndDevice.UsagePoint", meter.usagePoint());
    end("Meter");
    begin("Name", Mrid.derivedFrom("adapter of " + meter.mrid()));
    text("Name.name", meter.adapter());
    reference("Name.NameType", ADAPTER);
    reference("Name.IdentifiedObject", meter.mrid());
    end("Name");
  }

  private void terminals() throws IOException {
    Set<Mrid> substations = grid.substations().stream().map(Substation::mrid).collect(Collectors.toSet());
    Map<Mrid, Integer> sources = new HashMap<>();
    var nodes = new LinkedHashSet<Mrid>();
    for (Terminal terminal : grid.terminals()) {
      nodes.add(terminal.connectivityNode());
      Mrid equipment = terminal.equipment();
      if (substations.contains(equipment)) equipment = source(equipment, sources.merge(equipment, 1, Integer::sum));
      begin("Terminal", Mrid.derivedFrom("terminal " + terminal.sequenceNumber() + " of " + equipment));
      text("ACDCTerminal.sequenceNumber", String.valueOf(terminal.sequenceNumber()));
      reference("Terminal.ConductingEquipment", equipment);
      reference("Terminal.ConnectivityNode", terminal.connectivityNode());
      end("Terminal");
    }
    for (Mrid node : nodes) {
      begin("ConnectivityNode", node);
      end("ConnectivityNode");
    }
  }

  /** A terminal of a substation is that of an energy source in it. */
  private Mrid source(Mrid substation, int number) throws IOException {
    Mrid source = Mrid.derivedFrom("source " + number + " of " + substation);
    begin("EnergySource", source);
    reference("Equipment.EquipmentContainer", substation);
    end("EnergySource");
    return source;
  }

  private void equipment(String element, Mrid mrid, String name, Mrid container) throws IOException {
    begin(element, mrid);
    text("IdentifiedObject.name", name);
    reference("Equipment.EquipmentContainer", container);
    reference("PowerSystemResource.Location", locationOf(mrid));
  }

  private void location(String element, Mrid of, String address, List<Position> path) throws IOException {
    Mrid location = locationOf(of);
    begin(element, location);
    reference("Location.CoordinateSystem", COORDINATES);
    if (!address.isEmpty()) address(address);
    end(element);
    for (int i = 0; i < path.size(); i++) {
      begin("PositionPoint", Mrid.derivedFrom("point " + i + " of " + location));
      reference("PositionPoint.Location", location);
      text("PositionPoint.sequenceNumber", String.valueOf(i + 1));
      text("PositionPoint.xPosition", String.valueOf(path.get(i).longitude_deg()));
      text("PositionPoint.yPosition", String.valueOf(path.get(i).latitude_deg()));
      end("PositionPoint");
    }
  }

  /** A street and, when the last word holds a digit, its number. */
  private void address(String address) throws IOException {
    int blank = address.lastIndexOf(' ');
    boolean numbered = blank > 0 && address.substring(blank).chars().anyMatch(Character::isDigit);
    String street = numbered ? address.substring(0, blank) : address;
    out.write("    <cim:Location.mainAddress><cim:StreetAddress><cim:StreetAddress.streetDetail><cim:StreetDetail><cim:StreetDetail.name>"
      + escaped(street) + "</cim:StreetDetail.name>");
    if (numbered) out.write("<cim:StreetDetail.number>" + escaped(address.substring(blank + 1)) + "</cim:StreetDetail.number>");
    out.write("</cim:StreetDetail></cim:StreetAddress.streetDetail></cim:StreetAddress></cim:Location.mainAddress>\n");
  }

  private static Mrid locationOf(Mrid mrid) { return Mrid.derivedFrom("location of " + mrid); }

  private void begin(String element, Mrid mrid) throws IOException { out.write("  <cim:" + element + " rdf:ID=\"_" + mrid + "\">\n"); }

  private void end(String element) throws IOException { out.write("  </cim:" + element + ">\n"); }

  private void text(String property, String value) throws IOException {
    out.write("    <cim:" + property + ">" + escaped(value) + "</cim:" + property + ">\n");
  }

  private void reference(String property, Mrid target) throws IOException {
    out.write("    <cim:" + property + " rdf:resource=\"#_" + target + "\"/>\n");
  }

  private static String thousandfold(double value) {
    return BigDecimal.valueOf(value).movePointRight(3).stripTrailingZeros().toPlainString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}

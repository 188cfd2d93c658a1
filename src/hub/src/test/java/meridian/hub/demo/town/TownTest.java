package meridian.hub.demo.town;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.util.HashSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import meridian.cim.grid.GridReader;
import meridian.cim.grid.GridWriter;
import meridian.model.grid.Feeder;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;
import meridian.model.grid.Switch;
import meridian.model.grid.UsagePoint;
import meridian.services.registry.Registry;
import meridian.services.registry.Topology;

import static org.assertj.core.api.Assertions.assertThat;

class TownTest {
  private static final Grid TOWN = Town.generate(7);

  @Test
  void theSameSeedGivesTheSameTown() {
    assertThat(Town.generate(7)).isEqualTo(TOWN);
    assertThat(Town.generate(8)).isNotEqualTo(TOWN);
  }

  @Test
  void hasWhatTheDesignSays() {
    assertThat(TOWN.substations()).hasSize(1);
    assertThat(TOWN.feeders()).hasSize(6);
    assertThat(TOWN.transformers()).hasSize(120);
    assertThat(TOWN.usagePoints()).hasSize(3000);
    assertThat(TOWN.meters()).hasSize(3000);
    assertThat(TOWN.switches()).filteredOn(Switch::normalOpen).hasSize(1).allMatch(Switch::open);
    for (Feeder feeder : TOWN.feeders()) {
      var kinds = TOWN.switches().stream().filter(each -> each.feeder().equals(feeder.mrid()) && !each.open()).map(Switch::kind).sorted()
        .toList();
      assertThat(kinds).containsExactly(Switch.Kind.BREAKER, Switch.Kind.LOAD_BREAK_SWITCH, Switch.Kind.LOAD_BREAK_SWITCH);
    }
    var models = TOWN.meters().stream().collect(Collectors.groupingBy(Meter::model, Collectors.counting()));
    assertThat(models.get("ML4")).isBetween(1700L, 1900L);
    assertThat(models.get("MH4")).isBetween(800L, 1000L);
    assertThat(models.get("MH3")).isBetween(220L, 380L);
  }

  @Test
  void nothingIsThereTwice() {
    assertThat(new Registry(TOWN).size()).isEqualTo(3000);
    assertThat(TOWN.usagePoints()).extracting(UsagePoint::address).doesNotHaveDuplicates();
    assertThat(TOWN.meters()).extracting(Meter::lanAddress).doesNotHaveDuplicates()
      .allMatch(lan -> lan.matches("127\\.\\d+\\.\\d+\\.\\d+"));
    assertThat(TOWN.meters()).extracting(Meter::serialNumber)
      .allMatch(serial -> serial.matches("MRD\\d{13}") && Long.parseLong(serial.substring(3)) < 1L << 40);
    var identities = new HashSet<>();
    TOWN.lines().forEach(line -> identities.add(line.mrid()));
    assertThat(identities).hasSize(TOWN.lines().size());
    assertThat(TOWN.lines()).allMatch(line -> new HashSet<>(line.path()).size() > 1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 7, 42, 2026, -5})
  void everyMeterIsSupplied(long seed) {
    var town = Town.generate(seed);
    var topology = new Topology(town);
    assertThat(town.meters()).allMatch(meter -> topology.isEnergised(meter.mrid()));
    assertThat(town.usagePoints()).allMatch(point -> topology.transformerOf(point).isPresent() && topology.feederOf(point).isPresent());
    assertThat(town.usagePoints())
      .allMatch(point -> topology.feederOf(point).orElseThrow().mrid().equals(topology.transformerOf(point).orElseThrow().feeder()));
    assertThat(town.feeders()).allSatisfy(feeder -> assertThat(topology.metersDownstreamOf(feeder.mrid())).hasSizeBetween(300, 800));
    assertThat(town.transformers())
      .allSatisfy(transformer -> assertThat(topology.metersDownstreamOf(transformer.mrid())).hasSizeLessThan(120));
  }

  @Test
  void anOpenedBreakerTakesItsFeederAndTheTieBringsItBack() {
    var tie = TOWN.switches().stream().filter(Switch::normalOpen).findFirst().orElseThrow();
    var breaker = TOWN.switches().stream().filter(each -> each.kind() == Switch.Kind.BREAKER && each.feeder().equals(tie.feeder()))
      .findFirst().orElseThrow();
    var ofFeeder = new Topology(TOWN).metersDownstreamOf(tie.feeder());
    var dark = new Topology(with(each -> each.equals(breaker) ? standing(each, true) : each));
    assertThat(TOWN.meters()).filteredOn(meter -> !dark.isEnergised(meter.mrid())).containsExactlyInAnyOrderElementsOf(ofFeeder);
    var back = new Topology(with(each -> each.equals(breaker) ? standing(each, true) : each.equals(tie) ? standing(each, false) : each));
    assertThat(TOWN.meters()).allMatch(meter -> back.isEnergised(meter.mrid()));
  }

  private static Switch standing(Switch each, boolean open) {
    return new Switch(each.mrid(), each.name(), each.kind(), each.feeder(), each.position(), each.normalOpen(), open);
  }

  private static Grid with(UnaryOperator<Switch> change) {
    return new Grid(TOWN.substations(), TOWN.feeders(), TOWN.transformers(), TOWN.lines(), TOWN.switches().stream().map(change).toList(),
      TOWN.terminals(),
      TOWN.usagePoints(), TOWN.meters());
  }

  @Test
  void isWrittenAndReadBackEqual() throws Exception {
    var out = new ByteArrayOutputStream();
    GridWriter.write(TOWN, out);
    var reading = GridReader.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(reading.defects()).isEmpty();
    assertThat(reading.grid()).isEqualTo(TOWN);
  }

  @Test
  void theFleetGetsEveryMeterWithItsFeeder() throws Exception {
    var out = new StringWriter();
    FleetFile.write(TOWN, out);
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3001).first().isEqualTo("serialNumber,address,model,group,annual_kWh,phases");
    assertThat(lines.subList(1, 3001))
      .allMatch(line -> line.matches("MRD\\d{13},127\\.\\d+\\.\\d+\\.\\d+,M[LH][34],[A-Za-z]+feeder,\\d{3,5},[13]"));
    assertThat(lines.stream().skip(1).map(line -> line.split(",")[3]).distinct())
      .containsExactlyInAnyOrderElementsOf(TOWN.feeders().stream().map(FleetFile::group).toList());
    assertThat(lines.stream().skip(1).mapToInt(line -> Integer.parseInt(line.split(",")[4])).average().orElseThrow()).isBetween(2500.0,
      5500.0);
  }
}

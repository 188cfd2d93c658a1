package meridian.services.registry;

import java.util.List;

import org.junit.jupiter.api.Test;

import meridian.model.Mrid;
import meridian.model.grid.Grid;
import meridian.model.grid.Meter;

import static org.assertj.core.api.Assertions.assertThat;

class RegistryTest {
  private static Meter meter(String name, String adapter, String address) {
    return new Meter(Mrid.derivedFrom(name), name, "S-" + name, adapter, address, "M", Mrid.derivedFrom("UP " + name));
  }

  private final Registry registry = new Registry(new Grid(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
    List.of(meter("ALONE", "a", "10.0.0.1:1"), meter("ONE", "a", "10.0.0.2:1"), meter("TWO", "a", "10.0.0.2:2"),
      meter("ELSEWHERE", "b", "10.0.0.2:1"))));

  @Test
  void anAddressThatSeveralMetersShareNamesNoneOfThem() {
    assertThat(registry.findByAddress("a", "10.0.0.1:50000")).map(Meter::name).contains("ALONE");
    assertThat(registry.findByAddress("a", "10.0.0.2")).isEmpty();
    assertThat(registry.findByAddress("b", "10.0.0.2")).map(Meter::name).contains("ELSEWHERE");
  }

  @Test
  void aSerialNumberNamesAMeterOfAnyAdapter() {
    assertThat(registry.findMeter("S-ELSEWHERE")).map(Meter::name).contains("ELSEWHERE");
    assertThat(registry.findMeter("S-NOBODY")).isEmpty();
  }
}

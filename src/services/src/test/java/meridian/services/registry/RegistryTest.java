package meridian.services.registry;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import meridian.model.Mrid;

import static meridian.services.registry.DrawnGrid.grid;
import static meridian.services.registry.DrawnGrid.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class RegistryTest {

  @Test
  void aMeterIsFoundByMridNameOrSerialNumber() {
    var registry = new Registry(grid("SUB1 -CB1- FDR1 -T7- M42,M43"));
    assertThat(registry.findMeter(id("M43").toString())).isEqualTo(registry.findMeter("M43")).isPresent();
    assertThat(registry.findMeter(Mrid.derivedFrom("M44").toString())).isEmpty();
    assertThat(registry.findMeter("M44")).isEmpty();
  }

  /** A message may name tens of thousands of meters that do not exist; none of them is worth a walk through all that do. */
  @Test
  void anUnknownNameIsRefusedWithoutLookingAtEveryMeter() {
    String meters = IntStream.range(0, 50_000).mapToObj(i -> "M" + i).collect(Collectors.joining(" "));
    var registry = new Registry(grid("SUB1 -CB1- FDR1 -T7- " + meters));
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
      for (int i = 0; i < 50_000; i++)
        assertThat(registry.findMeter("X" + i).isPresent()).isFalse();
    });
  }
}

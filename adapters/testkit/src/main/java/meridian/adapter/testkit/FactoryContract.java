package meridian.adapter.testkit;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import meridian.adapter.AdapterFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** The factory is found, says who it is and what it can, refuses settings it does not know, and leaves no thread behind. */
public interface FactoryContract extends AdapterContract {

  @Test
  default void nameIsShortLowerCaseAndConstant() throws Exception {
    try (var devices = startDevice()) {
      assertThat(devices.factory().name()).matches("[a-z][a-z0-9-]{0,31}").isEqualTo(devices.factory().name());
    }
  }

  @Test
  default void capabilitiesAreSomeAndConstant() throws Exception {
    try (var devices = startDevice()) {
      var declared = Set.copyOf(devices.factory().capabilities());
      assertThat(declared).isNotEmpty();
      devices.factory().create(devices.settings()).close();
      assertThat(devices.factory().capabilities()).isEqualTo(declared);
    }
  }

  @Test
  default void isFoundByServiceLoader() throws Exception {
    try (var devices = startDevice()) {
      Class<?> factory = devices.factory().getClass();
      var found = ServiceLoader.load(AdapterFactory.class, factory.getClassLoader()).stream().map(ServiceLoader.Provider::type).toList();
      assertThat(found.stream().anyMatch(type -> type == factory))
        .as("META-INF/services/" + AdapterFactory.class.getName() + " names " + factory.getName()).isTrue();
    }
  }

  @Test
  default void unknownSettingIsRefusedByItsKey() throws Exception {
    try (var devices = startDevice()) {
      var settings = new HashMap<>(devices.settings());
      settings.put("no-such-setting", "1");
      var refused = catchThrowable(() -> devices.factory().create(settings).close());
      assertThat(refused).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no-such-setting");
      for (String key : devices.secretSettings()) {
        assertThat(refused.toString()).as("the secret " + key + " stays out of messages").doesNotContain(devices.settings().get(key));
      }
    }
  }

  @Test
  default void noThreadIsLeftAfterClose() throws Exception {
    var before = threads();
    try (var bench = new Bench(this)) {
      var devices = bench.devices;
      var line = bench.open(devices.healthy());
      bench.ended("a call", devices.patience().multipliedBy(10), () -> bench.anyCall(line, devices.healthy(), devices.patience()));
      line.close();
      bench.adapter.close();
      var left = new HashSet<Thread>();
      long deadline = System.nanoTime() + Duration.ofSeconds(2).toNanos();
      do {
        left.clear();
        left.addAll(threads());
        left.removeAll(before);
        left.removeIf(devices::isThreadOfDevices);
        for (Thread thread : left)
          thread.join(Duration.ofMillis(50));
      } while (!left.isEmpty() && System.nanoTime() < deadline);
      var names = new TreeSet<String>();
      left.forEach(thread -> names.add(thread.getName()));
      assertThat(names).as("threads left after close").isEmpty();
    }
  }

  /** Platform threads that are not the JDK's own. */
  private static Set<Thread> threads() {
    var alive = new HashSet<>(Thread.getAllStackTraces().keySet());
    alive.removeIf(thread -> thread.getClass().getName().startsWith("jdk.internal."));
    return alive;
  }
}

package meridian.dlms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import meridian.adapter.AdapterListener;
import meridian.adapter.Control;
import meridian.adapter.DeviceEvent;
import meridian.adapter.DeviceReadings;
import meridian.fleet.MeterModel;
import meridian.fleet.PushTarget;

import static meridian.dlms.TestFleet.NOW;
import static meridian.dlms.TestFleet.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

/** Simulated meters push, and each of their events is told once. */
class FleetPushTest {
  private final LinkedBlockingQueue<DeviceEvent> told = new LinkedBlockingQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final DlmsAdapter adapter = (DlmsAdapter) new DlmsFactory()
    .create(Map.of("master-secret", TestFleet.SECRET, "push.udp", "127.0.0.1:0", "push.tcp", "127.0.0.1:0"));

  private PushListener listening() {
    threads.submit(() -> {
      adapter.listen(new AdapterListener() {
        @Override
        public void readings(List<DeviceReadings> batch) { throw new AssertionError("no readings are pushed"); }

        @Override
        public void events(List<DeviceEvent> batch) { told.addAll(batch); }
      }, threads);
      return true;
    });
    while (adapter.listeners().isEmpty())
      Thread.onSpinWait();
    return adapter.listeners().getFirst();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
    adapter.close();
  }

  private List<DeviceEvent> next(int count) throws InterruptedException {
    List<DeviceEvent> events = new ArrayList<>();
    while (events.size() < count) {
      DeviceEvent event = told.poll(4, TimeUnit.SECONDS);
      assertThat(event).as("event %d of %d, after %s", events.size() + 1, count, events).isNotNull();
      events.add(event);
    }
    return events;
  }

  @Test
  void anOutageOverUdp() throws Exception {
    var target = new PushTarget(true, "127.0.0.1", listening().udpPort());
    try (var fleet = new TestFleet(Optional.of(target), MeterModel.values())) {
      for (var step : List.of("3.26.0.85", "3.26.0.216")) {
        if (step.endsWith(".85")) fleet.fleet.outage("G1");
        else
          fleet.fleet.restore("G1");
        assertThat(next(3)).allSatisfy(event -> {
          assertThat(event.eventType()).isEqualTo(step);
          assertThat(event.time()).isEqualTo(NOW);
        }).extracting(DeviceEvent::serialNumber)
          .containsExactlyInAnyOrder(fleet.device(0).serialNumber(), fleet.device(1).serialNumber(),
            fleet.device(2).serialNumber());
      }
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (adapter.pushLog().repeated.sum() < 6 && System.nanoTime() < deadline)
        Thread.onSpinWait();
      assertThat(adapter.pushLog().repeated.sum()).as("second copies").isEqualTo(6);
      assertThat(told).isEmpty();
    }
  }

  @Test
  void coverAndButtonOverTcpAreConfirmed() throws Exception {
    var target = new PushTarget(false, "127.0.0.1", listening().tcpPort());
    try (var fleet = new TestFleet(Optional.of(target), MeterModel.MH3, MeterModel.ML4);
      var line = adapter.open(fleet.device(0))) {
      fleet.fleet.coverOpen(fleet.device(1).serialNumber());
      assertThat(next(1).getFirst().eventType()).isEqualTo("3.12.29.39");
      line.control(fleet.device(0), Control.DISCONNECT, PATIENCE);
      line.control(fleet.device(0), Control.CONNECT, PATIENCE);
      told.clear();
      assertThat(fleet.fleet.pressButton(fleet.device(0).serialNumber())).isTrue();
      DeviceEvent event = next(1).getFirst();
      assertThat(event.eventType()).isEqualTo("3.31.0.42");
      assertThat(event.address()).isEqualTo("127.9.0.1");
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (!fleet.fleet.pushes().contains("confirmed 2") && System.nanoTime() < deadline)
        Thread.onSpinWait();
      assertThat(fleet.fleet.pushes()).contains("confirmed 2").contains("failed 0");
    }
  }
}

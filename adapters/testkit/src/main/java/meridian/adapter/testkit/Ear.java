package meridian.adapter.testkit;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

import meridian.adapter.AdapterListener;
import meridian.adapter.DeviceEvent;
import meridian.adapter.DeviceReadings;

/** Hears, waits for the store, or refuses. */
final class Ear implements AdapterListener {
  final LinkedBlockingQueue<Record> heard = new LinkedBlockingQueue<>();
  volatile CountDownLatch stored = new CountDownLatch(0);
  volatile boolean full;

  @Override
  public void readings(List<DeviceReadings> batch) throws NotAccepted, InterruptedException { hear(batch); }

  @Override
  public void events(List<DeviceEvent> batch) throws NotAccepted, InterruptedException { hear(batch); }

  private void hear(List<? extends Record> batch) throws NotAccepted, InterruptedException {
    heard.addAll(batch);
    if (full) throw new NotAccepted("the hub is full", new IllegalStateException("full"));
    stored.await();
  }
}

package meridian.services.live;

import java.time.Instant;
import java.util.Arrays;

import meridian.adapter.RelayState;
import meridian.model.event.EndDeviceEventType;

/**
 * What each kind of news means for a meter's {@link MeterState}. Late news never undoes newer news: events count only when they are not
 * older than the last one that counted. Safe for concurrent callers; one meter's news is judged one at a time.
 */
public final class MeterStates {
  private final LiveState live;
  private final MeterState[] beneath;
  private final long[] lastEvent_ms;

  public MeterStates(LiveState live) {
    this.live = live;
    beneath = new MeterState[live.size()];
    Arrays.fill(beneath, MeterState.UNKNOWN);
    lastEvent_ms = new long[live.size()];
  }

  public LiveState live() { return live; }

  /**
   * The meter answered a conversation.
   *
   * @param atStart its state when the conversation began: a supply lost meanwhile stays lost
   */
  public void answered(int meter, MeterState atStart) {
    synchronized (lockOf(meter)) {
      MeterState now = live.get(meter);
      boolean outageIsOver = now == MeterState.OFF && atStart == MeterState.OFF;
      if (outageIsOver || now == MeterState.UNKNOWN || now == MeterState.SILENT) live.set(meter, awake(meter));
    }
  }

  /** The meter did not answer. */
  public void silent(int meter) {
    synchronized (lockOf(meter)) {
      MeterState now = live.get(meter);
      if (now == MeterState.OFF || now == MeterState.SILENT) return;
      beneath[meter] = now;
      live.set(meter, MeterState.SILENT);
    }
  }

  /** The meter's relay was read. */
  public void relay(int meter, RelayState relay) {
    synchronized (lockOf(meter)) {
      MeterState seen = switch (relay) {
        case CONNECTED -> MeterState.ON;
        case DISCONNECTED -> MeterState.DISCONNECTED;
        case READY_FOR_RECONNECTION -> MeterState.ARMED;
      };
      if (live.get(meter) == MeterState.TAMPERED && seen == MeterState.ON) return;
      beneath[meter] = seen;
      live.set(meter, seen);
    }
  }

  /** The meter reported an event. */
  public void event(int meter, EndDeviceEventType type, Instant time) {
    synchronized (lockOf(meter)) {
      if (time.toEpochMilli() < lastEvent_ms[meter]) return;
      lastEvent_ms[meter] = time.toEpochMilli();
      MeterState now = live.get(meter);
      if (type.equals(EndDeviceEventType.POWER_LOST)) {
        if (now != MeterState.OFF && now != MeterState.SILENT) beneath[meter] = now;
        live.set(meter, MeterState.OFF);
      } else if (type.equals(EndDeviceEventType.POWER_RESTORED)) {
        if (now == MeterState.OFF) live.set(meter, awake(meter));
      } else if (type.equals(EndDeviceEventType.METER_COVER_OPENED)) {
        live.set(meter, MeterState.TAMPERED);
      } else if (type.equals(EndDeviceEventType.METER_COVER_CLOSED)) {
        if (now == MeterState.TAMPERED) live.set(meter, MeterState.ON);
      } else if (type.equals(EndDeviceEventType.REMOTE_CONNECTED)) {
        if (now == MeterState.ARMED || now == MeterState.DISCONNECTED) live.set(meter, MeterState.ON);
      }
    }
  }

  /** What lies beneath an outage or a silence: a meter disconnected before is so afterwards. */
  private MeterState awake(int meter) {
    return beneath[meter] == MeterState.UNKNOWN ? MeterState.ON : beneath[meter];
  }

  private Object lockOf(int meter) { return STRIPES[meter & STRIPES.length - 1]; }

  private static final Object[] STRIPES = new Object[64];
  static {
    Arrays.setAll(STRIPES, _ -> new Object());
  }
}

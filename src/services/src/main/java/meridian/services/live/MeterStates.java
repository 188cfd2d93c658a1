package meridian.services.live;

import java.time.Instant;
import java.util.Arrays;

import meridian.adapter.RelayState;
import meridian.model.event.EndDeviceEventType;

/**
 * What each kind of news means for a meter's {@link MeterState}. Kept apart are what its relay said, whether it answers, whether it was
 * opened and whether it has supply; shown is the worst of them, so that none hides another for good. Late news never undoes newer news:
 * events count only when they are not older than the last one that counted. Safe for concurrent callers; one meter's news is judged one
 * at a time.
 */
public final class MeterStates {
  private static final int OFF = 1;
  private static final int TAMPERED = 2;
  private static final int SILENT = 4;

  private static final Object[] STRIPES = new Object[64];
  static {
    Arrays.setAll(STRIPES, _ -> new Object());
  }

  private final LiveState live;
  /** {@code UNKNOWN}, {@code ON}, {@code DISCONNECTED} or {@code ARMED}. */
  private final MeterState[] relays;
  private final byte[] troubles;
  private final long[] lastEvent_ms;

  public MeterStates(LiveState live) {
    this.live = live;
    relays = new MeterState[live.size()];
    Arrays.fill(relays, MeterState.UNKNOWN);
    troubles = new byte[live.size()];
    lastEvent_ms = new long[live.size()];
    Arrays.fill(lastEvent_ms, Long.MIN_VALUE);
  }

  public LiveState live() { return live; }

  /**
   * The meter answered a conversation.
   *
   * @param atStart its state when the conversation began: a supply lost meanwhile stays lost
   */
  public void answered(int meter, MeterState atStart) {
    synchronized (lockOf(meter)) {
      if (atStart == MeterState.OFF) clear(meter, OFF);
      clear(meter, SILENT);
      if (relays[meter] == MeterState.UNKNOWN) relays[meter] = MeterState.ON;
      show(meter);
    }
  }

  /** The meter did not answer. */
  public void silent(int meter) {
    synchronized (lockOf(meter)) {
      add(meter, SILENT);
      show(meter);
    }
  }

  /** The meter's relay was read. */
  public void relay(int meter, RelayState relay) {
    synchronized (lockOf(meter)) {
      relays[meter] = switch (relay) {
        case CONNECTED -> MeterState.ON;
        case DISCONNECTED -> MeterState.DISCONNECTED;
        case READY_FOR_RECONNECTION -> MeterState.ARMED;
      };
      show(meter);
    }
  }

  /** The meter reported an event. */
  public void event(int meter, EndDeviceEventType type, Instant time) {
    synchronized (lockOf(meter)) {
      if (time.toEpochMilli() < lastEvent_ms[meter]) return;
      lastEvent_ms[meter] = time.toEpochMilli();
      if (type.equals(EndDeviceEventType.POWER_LOST)) {
        add(meter, OFF);
      } else if (type.equals(EndDeviceEventType.POWER_RESTORED)) {
        if ((troubles[meter] & OFF) != 0) restored(meter);
      } else if (type.equals(EndDeviceEventType.METER_COVER_OPENED)) {
        add(meter, TAMPERED);
      } else if (type.equals(EndDeviceEventType.METER_COVER_CLOSED)) {
        clear(meter, TAMPERED);
      } else if (type.equals(EndDeviceEventType.REMOTE_CONNECTED)) {
        relays[meter] = MeterState.ON;
      } else if (type.equals(EndDeviceEventType.REMOTE_DISCONNECTED)) {
        relays[meter] = MeterState.DISCONNECTED;
      }
      show(meter);
    }
  }

  /** It spoke, so it is not silent either. */
  private void restored(int meter) {
    clear(meter, OFF);
    clear(meter, SILENT);
    if (relays[meter] == MeterState.UNKNOWN) relays[meter] = MeterState.ON;
  }

  private void add(int meter, int trouble) { troubles[meter] |= (byte) trouble; }

  private void clear(int meter, int trouble) { troubles[meter] &= (byte) ~trouble; }

  private void show(int meter) {
    int trouble = troubles[meter];
    live.set(meter, (trouble & OFF) != 0
      ? MeterState.OFF
      : (trouble & TAMPERED) != 0
        ? MeterState.TAMPERED
        : (trouble & SILENT) != 0
          ? MeterState.SILENT
          : relays[meter]);
  }

  private static Object lockOf(int meter) { return STRIPES[meter & STRIPES.length - 1]; }
}

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
  private final Pieces<Piece> pieces = new Pieces<>(Piece::new);

  /** Some thousand meters. */
  private static final class Piece {
    /** {@code UNKNOWN}, {@code ON}, {@code DISCONNECTED} or {@code ARMED}. */
    private final MeterState[] relays = new MeterState[Pieces.SIZE];
    private final byte[] troubles = new byte[Pieces.SIZE];
    private final long[] lastEvent_ms = new long[Pieces.SIZE];

    Piece() {
      Arrays.fill(relays, MeterState.UNKNOWN);
      Arrays.fill(lastEvent_ms, Long.MIN_VALUE);
    }
  }

  public MeterStates(LiveState live) { this.live = live; }

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
      heard(meter);
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
      stands(meter, switch (relay) {
        case CONNECTED -> MeterState.ON;
        case DISCONNECTED -> MeterState.DISCONNECTED;
        case READY_FOR_RECONNECTION -> MeterState.ARMED;
      });
      show(meter);
    }
  }

  /** The meter reported an event. */
  public void event(int meter, EndDeviceEventType type, Instant time) {
    synchronized (lockOf(meter)) {
      long[] lastEvent_ms = pieces.get(meter).lastEvent_ms;
      if (time.toEpochMilli() < lastEvent_ms[Pieces.within(meter)]) return;
      lastEvent_ms[Pieces.within(meter)] = time.toEpochMilli();
      if (type.equals(EndDeviceEventType.POWER_LOST)) {
        add(meter, OFF);
      } else if (type.equals(EndDeviceEventType.POWER_RESTORED)) {
        if ((troubles(meter) & OFF) != 0) restored(meter);
      } else if (type.equals(EndDeviceEventType.METER_COVER_OPENED)) {
        add(meter, TAMPERED);
      } else if (type.equals(EndDeviceEventType.METER_COVER_CLOSED)) {
        clear(meter, TAMPERED);
      } else if (type.equals(EndDeviceEventType.REMOTE_CONNECTED)) {
        stands(meter, MeterState.ON);
      } else if (type.equals(EndDeviceEventType.REMOTE_DISCONNECTED)) {
        stands(meter, MeterState.DISCONNECTED);
      }
      show(meter);
    }
  }

  /** It spoke, so it is not silent either. */
  private void restored(int meter) {
    clear(meter, OFF);
    clear(meter, SILENT);
    heard(meter);
  }

  private void heard(int meter) { if (relay(meter) == MeterState.UNKNOWN) stands(meter, MeterState.ON); }

  private void stands(int meter, MeterState relay) { pieces.get(meter).relays[Pieces.within(meter)] = relay; }

  private MeterState relay(int meter) { return pieces.get(meter).relays[Pieces.within(meter)]; }

  private int troubles(int meter) { return pieces.get(meter).troubles[Pieces.within(meter)]; }

  private void add(int meter, int trouble) { pieces.get(meter).troubles[Pieces.within(meter)] |= (byte) trouble; }

  private void clear(int meter, int trouble) { pieces.get(meter).troubles[Pieces.within(meter)] &= (byte) ~trouble; }

  private void show(int meter) {
    int trouble = troubles(meter);
    live.set(meter, (trouble & OFF) != 0
      ? MeterState.OFF
      : (trouble & TAMPERED) != 0
        ? MeterState.TAMPERED
        : (trouble & SILENT) != 0
          ? MeterState.SILENT
          : relay(meter));
  }

  private static Object lockOf(int meter) { return STRIPES[meter & STRIPES.length - 1]; }
}

package meridian.fleet;

import java.util.OptionalInt;

/**
 * One meter's state. Energy is never stored: a register is its base, plus the household's intervals since {@code anchor}, less what
 * interruptions kept out; so it agrees with the profile rows to the watt-hour. Thread-safe; times are simulated epoch milliseconds.
 */
final class Meter {
  /** How the meter treats those who call it. */
  enum Manner { NORMAL, MUTE, GARBAGE, HALF, SLOW }

  static final int DISCONNECTED = 0;
  static final int CONNECTED = 1;
  static final int READY = 2;
  static final int STATUS_POWER_DOWN = 0x80;

  private static final int FAILURES_REPORTED = 3;

  final long number;
  final int address;
  final MeterModel model;
  final Load load;

  private final Windows interruptions = new Windows();
  private final Windows outages = new Windows();
  private final Events events = new Events();
  private final long importBase;
  private final long exportBase;
  /** Energy drawn and fed in from the anchor to the start of interval {@code tallied}. */
  private long tallied;
  private long talliedImport;
  private long talliedExport;
  /** What interruptions no longer remembered kept out of the interval in which the last of them ended. */
  private long forgottenInterval = Long.MIN_VALUE;
  private long forgottenShare;
  private byte relay = CONNECTED;
  private boolean supplied = true;
  private byte failures;
  private long clockOffset;
  private long accepted;
  private long sent;
  private int notifications;
  private volatile Manner manner = Manner.NORMAL;
  private volatile int delay_ms;

  /**
   * A meter that is connected and supplied.
   *
   * @param anchor start of the UTC day in which the simulation begins: the registers' bases hold there
   */
  Meter(MeterSpec spec, long seed, long anchor, long now) {
    number = MeterSpec.number(spec.serialNumber());
    address = MeterSpec.addressBits(spec.address());
    model = spec.model();
    load = new Load(seed, number, spec.annual_kWh(), spec.phases());
    importBase = load.importBase();
    exportBase = load.exportBase();
    tallied = Math.floorDiv(anchor, Load.INTERVAL_MS);
    // Ever higher across restarts, as long as fewer than one message per simulated second is sent.
    sent = Math.max(0, now / 1000 - 1_600_000_000L);
  }

  String serialNumber() { return MeterSpec.serialNumber(number); }

  /** {@code MRD} and the number as five octets. */
  byte[] systemTitle() {
    byte[] title = {'M', 'R', 'D', (byte) (number >> 32), (byte) (number >> 24), (byte) (number >> 16), (byte) (number >> 8),
        (byte) number};
    return title;
  }

  Manner manner() { return manner; }

  int delay_ms() { return delay_ms; }

  void behave(Manner manner, int delay_ms) {
    this.delay_ms = delay_ms;
    this.manner = manner;
  }

  // ---- energy

  /** Energy of interval {@code k} up to a moment: drawn when positive, fed in when negative. */
  private long net_Wh(long k, long until) {
    long net = load.net_Wh(k);
    long from = k * Load.INTERVAL_MS;
    if (interruptions.isEmpty() && until >= from + Load.INTERVAL_MS) return net;
    return interruptions.flowing(net, from, from + Load.INTERVAL_MS, until) - (k == forgottenInterval ? forgottenShare : 0);
  }

  private void tally(long k) {
    for (; tallied < k; tallied++)
      count(net_Wh(tallied, Long.MAX_VALUE), 1);
    while (tallied > k)
      count(net_Wh(--tallied, Long.MAX_VALUE), -1);
  }

  private void count(long net, int sign) {
    if (net > 0) talliedImport += sign * net;
    else
      talliedExport -= sign * net;
  }

  /** Register 1.8.0 in Wh. */
  synchronized long imported(long now) {
    long k = Math.floorDiv(now, Load.INTERVAL_MS);
    tally(k);
    return importBase + talliedImport + Math.max(0, net_Wh(k, now));
  }

  /** Register 2.8.0 in Wh. */
  synchronized long exported(long now) {
    long k = Math.floorDiv(now, Load.INTERVAL_MS);
    tally(k);
    return exportBase + talliedExport + Math.max(0, -net_Wh(k, now));
  }

  /** Net power in W: drawn when positive, fed in when negative, 0 while interrupted. */
  synchronized long power(long now) {
    return interruptions.isOpen() ? 0 : 4 * load.net_Wh(Math.floorDiv(now, Load.INTERVAL_MS));
  }

  /** Writes the profile row of interval {@code k}: the chosen columns of end of interval, status, +A and -A, bit 0 first. */
  void row(long k, int columns, Out out) {
    long net;
    int status;
    synchronized (this) {
      net = net_Wh(k, Long.MAX_VALUE);
      status = outages.touches(k * Load.INTERVAL_MS, (k + 1) * Load.INTERVAL_MS) ? STATUS_POWER_DOWN : 0;
    }
    out.structure(Integer.bitCount(columns));
    if ((columns & 1) != 0) CosemTime.writeString(out, (k + 1) * Load.INTERVAL_MS);
    if ((columns & 2) != 0) out.u8(status);
    if ((columns & 4) != 0) out.u32(Math.max(0, net));
    if ((columns & 8) != 0) out.u32(Math.max(0, -net));
  }

  /** Net energy of the whole interval {@code k} in Wh: drawn when positive, fed in when negative. */
  synchronized long net_Wh(long k) {
    return net_Wh(k, Long.MAX_VALUE);
  }

  private void interruptIfNeeded(long now) {
    boolean flows = supplied && relay == CONNECTED;
    if (flows != interruptions.isOpen()) return;
    if (flows) {
      interruptions.close(now);
    } else {
      interruptions.oldestEnd().ifPresent(this::forgetInterruption);
      interruptions.open(now);
    }
  }

  /** Keeps what the oldest interruption kept out: of whole intervals in the tally, of the one it ended in as a share. */
  private void forgetInterruption(long end) {
    long k = Math.floorDiv(end, Load.INTERVAL_MS);
    tally(Math.max(tallied, k));
    long from = k * Load.INTERVAL_MS;
    long share = interruptions.oldestShare(load.net_Wh(k), from, from + Load.INTERVAL_MS);
    forgottenShare = share + (k == forgottenInterval ? forgottenShare : 0);
    forgottenInterval = k;
  }

  // ---- supply, relay, covers

  synchronized boolean supplied() { return supplied; }

  synchronized int relay() { return relay; }

  /** Supply fails or returns. Answers the event to push; empty when nothing changed. */
  synchronized OptionalInt supply(boolean on, long now) {
    if (supplied == on) return OptionalInt.empty();
    supplied = on;
    if (on) outages.close(now);
    else
      outages.open(now);
    interruptIfNeeded(now);
    return log(now, on ? Events.POWER_UP : Events.POWER_DOWN);
  }

  synchronized void remoteDisconnect(long now) {
    if (relay == DISCONNECTED) return;
    relay = DISCONNECTED;
    interruptIfNeeded(now);
    events.add(now, Events.REMOTE_DISCONNECTION);
  }

  /** Closes the relay, or arms it where the control mode leaves closing to the button. */
  synchronized void remoteReconnect(long now) {
    if (relay != DISCONNECTED) return;
    relay = (byte) (model.controlMode == 4 ? CONNECTED : READY);
    interruptIfNeeded(now);
    events.add(now, relay == READY ? Events.READY_FOR_RECONNECTION : Events.REMOTE_CONNECTION);
  }

  /** The customer presses the button. Answers the event to push; empty when the relay was not armed. */
  synchronized OptionalInt pressButton(long now) {
    if (relay != READY) return OptionalInt.empty();
    relay = CONNECTED;
    interruptIfNeeded(now);
    return log(now, Events.MANUAL_CONNECTION);
  }

  synchronized OptionalInt log(long now, int event) {
    events.add(now, event);
    return OptionalInt.of(event);
  }

  synchronized long[] events(Events.Log log, long from, long to) { return events.list(log, from, to); }

  // ---- clock and security

  synchronized long clock(long now) { return now + clockOffset; }

  /** Sets what the clock attribute shows; intervals keep true time. */
  synchronized void setClock(long time, long now) {
    events.add(now + clockOffset, Events.CLOCK_BEFORE);
    clockOffset = time - now;
    events.add(time, Events.CLOCK_AFTER);
  }

  synchronized void authenticated(boolean right, long now) {
    if (right) failures = 0;
    else if (++failures % FAILURES_REPORTED == 0) events.add(now, Events.AUTHENTICATION_FAILURE);
  }

  /** The last invocation counter taken from the management client. */
  synchronized long accepted() { return accepted; }

  /** Takes an authentic message's counter. Answers false, and changes nothing, unless it is higher than every one before. */
  synchronized boolean accept(long counter, long now) {
    if (counter <= accepted) {
      events.add(now, Events.REPLAY);
      return false;
    }
    accepted = counter;
    return true;
  }

  /** Number of the next data-notification, 24 bits. */
  synchronized int nextNotification() { return ++notifications & 0xff_ffff; }

  /** The meter's own next invocation counter. */
  synchronized long nextCounter() { return ++sent & 0xffff_ffffL; }
}

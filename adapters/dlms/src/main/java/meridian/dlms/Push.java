package meridian.dlms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import meridian.adapter.DeviceEvent;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * One DataNotification, read: tag 0F, or general-glo-ciphering (DB) around it.
 *
 * @param serialNumber logical device name; of a ciphered push proved by the key
 * @param counter invocation counter of a ciphered push; -1 of a plain one
 * @param invokeId long-invoke-id-and-priority, 32 bits, as the confirmation repeats it
 * @param digest of the notification without its ciphering: a repetition has the same, under whatever counter
 */
record Push(String serialNumber, long counter, long invokeId, long digest, List<DeviceEvent> events) {
  private static final int DATA_NOTIFICATION = 0x0F;
  private static final int GENERAL_GLO_CIPHERING = 0xDB;
  private static final List<String> LOGS = List.of("standard", "fraud", "disconnector");

  boolean ciphered() { return counter >= 0; }

  /**
   * @param gcm of this thread; its keys are changed
   * @param sender address of the sender, for the events
   * @throws Trouble {@code GARBLED} for whatever is no sound push
   */
  static Push read(byte[] apdu, String sender, Keys keys, Gcm gcm, CosemClock clock) throws Trouble {
    Reader from = new Reader(apdu);
    if (from.peek() != GENERAL_GLO_CIPHERING) return notification(apdu, -1, sender, clock);
    from.u8();
    byte[] title = from.take(from.length());
    String serialNumber = SystemTitle.serialNumber(title).orElseThrow(() -> Trouble.garbled("no system title of a meter"));
    int length = from.length();
    if (length != from.left()) throw Trouble.garbled("a ciphered push of " + length + " octets in " + from.left());
    from.expect(Gcm.SECURITY_CONTROL, "security control");
    long counter = from.u32();
    gcm.keys(keys.encryption(serialNumber), keys.authentication(serialNumber));
    byte[] plain = gcm.open(title, counter, apdu, from.at(), from.left());
    Push push = notification(plain, counter, sender, clock);
    if (!push.serialNumber().equals(serialNumber)) throw Trouble.garbled(serialNumber + " speaks for another meter");
    return push;
  }

  private static Push notification(byte[] apdu, long counter, String sender, CosemClock clock) throws Trouble {
    Reader from = new Reader(apdu);
    from.expect(DATA_NOTIFICATION, "data-notification");
    long invokeId = from.u32();
    from.take(from.length());
    List<Data> body = Axdr.read(from).items(6);
    from.expectEnd();
    String serialNumber = new String(body.get(0).octets(), US_ASCII);
    if (!SystemTitle.isSerialNumber(serialNumber)) throw Trouble.garbled("no logical device name of a meter");
    Obis.of(body.get(1).octets());
    Instant time = timeOf(body.get(2).octets(), clock);
    List<DeviceEvent> events = new ArrayList<>(1);
    for (int i = 0; i < LOGS.size(); i++) {
      int code = (int) body.get(3 + i).integer();
      if (code == 0) continue;
      EventTable.Entry entry = EventTable.of(code);
      events.add(new DeviceEvent(serialNumber, sender, entry.eventType(), time,
        Map.of("log", LOGS.get(i), "code", Integer.toString(code), "name", entry.name())));
    }
    return new Push(serialNumber, counter, invokeId, invokeId << 32 | Arrays.hashCode(apdu) & 0xFFFFFFFFL, List.copyOf(events));
  }

  /** A meter whose clock is lost still has something to say: it is said now. */
  private static Instant timeOf(byte[] dateTime, CosemClock clock) throws Trouble {
    if (dateTime.length != 12) throw Trouble.garbled("a date-time of " + dateTime.length + " octets");
    try {
      return clock.read(dateTime);
    } catch (Trouble _) {
      return Instant.now();
    }
  }
}

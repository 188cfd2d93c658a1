package meridian.dlms;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;

import meridian.dlms.CosemClock.Deviation;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** Makes pushes as meters do. */
final class TestPush {
  static final Instant TIME = Instant.parse("2026-03-01T12:00:00Z");
  private final String serialNumber;
  private String spokenFor;
  private int standard;
  private int fraud;
  private int disconnector;
  private long invokeId = 0xC0000001L;
  private byte[] time = new CosemClock(ZoneOffset.UTC, Deviation.STANDARD).write(TIME);

  TestPush(String serialNumber) {
    this.serialNumber = serialNumber;
    this.spokenFor = serialNumber;
  }

  /** Puts a code into the log it belongs to. */
  TestPush code(int code) {
    if (code >= 40 && code <= 50) fraud = code;
    else if (code >= 59 && code <= 69) disconnector = code;
    else
      standard = code;
    return this;
  }

  TestPush invokeId(long id) {
    invokeId = 0xC0000000L | id;
    return this;
  }

  /** The logical device name in the body. */
  TestPush speakingFor(String other) {
    spokenFor = other;
    return this;
  }

  TestPush timeUnknown() {
    Arrays.fill(time, (byte) 0xFF);
    return this;
  }

  private Writer notification() {
    Writer out = new Writer().u8(0x0F).u32(invokeId).u8(0).u8(2).u8(6);
    out.u8(9).u8(spokenFor.length()).put(spokenFor.getBytes(US_ASCII)).u8(9).u8(6).put(FakeMeter.hex("0004190900FF"));
    out.u8(9).u8(12).put(time);
    for (int code : new int[]{standard, fraud, disconnector})
      out.u8(0x11).u8(code);
    return out;
  }

  /** A wrapper frame around the plain notification. */
  byte[] plain() {
    Writer apdu = notification();
    return frame(apdu);
  }

  /** A wrapper frame around general-glo-ciphering. */
  byte[] sealed(long counter) {
    Writer plain = notification();
    byte[] title = title();
    Keys keys = new Keys(FakeMeter.hex(TestFleet.SECRET));
    Gcm gcm = new Gcm().keys(keys.encryption(serialNumber), keys.authentication(serialNumber));
    Writer apdu = new Writer().u8(0xDB).u8(8).put(title).length(5 + plain.size() + Gcm.TAG).u8(Gcm.SECURITY_CONTROL).u32(counter);
    int at = apdu.skip(plain.size() + Gcm.TAG);
    gcm.seal(title, counter, plain.octets(), plain.size(), apdu.octets(), at);
    return frame(apdu);
  }

  private byte[] title() {
    long number = Long.parseLong(serialNumber.substring(3));
    Writer title = new Writer().put(serialNumber.substring(0, 3).getBytes(US_ASCII)).u8((int) (number >>> 32)).u32(number);
    return Arrays.copyOf(title.octets(), title.size());
  }

  private static byte[] frame(Writer apdu) {
    Writer frame = new Writer().u16(1).u16(1).u16(103).u16(apdu.size()).put(apdu.octets(), 0, apdu.size());
    return Arrays.copyOf(frame.octets(), frame.size());
  }
}

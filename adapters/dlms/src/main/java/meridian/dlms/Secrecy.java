package meridian.dlms;

/**
 * The ciphered side of an association: seals requests and opens answers, and refuses an answer that is plain, or whose
 * invocation counter is not above the last one's.
 */
final class Secrecy {
  private static final long LARGEST_COUNTER = 0xFFFFFFFFL;
  private static final int GLOBAL = 8;
  private final Gcm gcm;
  private final byte[] clientTitle;
  private final byte[] serverTitle;
  private long next;
  private long heard;

  /**
   * @param next invocation counter of our next message
   * @param heard the server's last one; -1 when none was heard
   */
  Secrecy(Gcm gcm, byte[] clientTitle, byte[] serverTitle, long next, long heard) {
    this.gcm = gcm;
    this.clientTitle = clientTitle;
    this.serverTitle = serverTitle;
    this.next = next;
    this.heard = heard;
  }

  long next() { return next; }

  /** Appends the request in its global-ciphered form. */
  void seal(Writer apdu, Writer to) throws Trouble {
    if (next > LARGEST_COUNTER) throw Trouble.rejected("the invocation counter is used up: the meter needs a new key");
    int sealed = apdu.size() + Gcm.TAG;
    to.u8((apdu.octets()[0] & 0xFF) + GLOBAL).length(5 + sealed).u8(Gcm.SECURITY_CONTROL).u32(next);
    int at = to.skip(sealed);
    gcm.seal(clientTitle, next++, apdu.octets(), apdu.size(), to.octets(), at);
  }

  /** @param tag of the plain response that is due */
  Reader open(Reader apdu, int tag) throws Trouble {
    int got = apdu.u8();
    if (got != tag + GLOBAL) throw Trouble.garbled("a ciphered answer (%02X) is due, got %02X".formatted(tag + GLOBAL, got));
    int length = apdu.length();
    if (length != apdu.left()) throw Trouble.garbled("a ciphered message of " + length + " octets in " + apdu.left());
    apdu.expect(Gcm.SECURITY_CONTROL, "security control");
    long counter = apdu.u32();
    if (counter <= heard) throw Trouble.garbled("replayed: invocation counter " + counter + " after " + heard);
    byte[] plain = gcm.open(serverTitle, counter, apdu.octets, apdu.at(), apdu.left());
    heard = counter;
    return new Reader(plain);
  }
}

package meridian.fleet;

import meridian.fleet.Objects.Role;

/** The association-control PDUs: AARQ in, AARE out, and the xDLMS initiate inside them. */
final class Acse {
  static final int AARQ = 0x60;
  static final int AARE = 0x61;
  static final int RLRQ = 0x62;
  static final int RLRE = 0x63;
  /** Longest APDU a meter takes or, unless the client takes less, sends. */
  static final int MAX_PDU = 1024;
  /** Block transfer with get and set, multiple references, data-notification, get, set, selective access, action. */
  static final byte[] CONFORMANCE = {0x00, 0x1a, (byte) 0x9d};

  static final int DIAGNOSTIC_CONTEXT = 2;
  static final int DIAGNOSTIC_MECHANISM = 11;
  static final int DIAGNOSTIC_FAILED = 13;
  static final int DIAGNOSTIC_REQUIRED = 14;

  private static final byte[] OID = {0x60, (byte) 0x85, 0x74, 0x05, 0x08};
  private static final byte[] NOTHING = {};

  /** What a client asks for; absent octet-strings are empty, absent numbers 0. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Request(int context, int mechanism, byte[] title, byte[] authentication, byte[] initiate) {}

  /** What the xDLMS initiate request proposes. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Initiate(byte[] conformance, int maxPdu) {}

  private Acse() {}

  static byte[] contextName(boolean ciphered) { return name(1, ciphered ? 3 : 1); }

  static byte[] mechanismName(Role role) {
    return name(2, switch (role) {
      case PUBLIC -> 0;
      case READING -> 1;
      case MANAGEMENT -> 5;
    });
  }

  private static byte[] name(int branch, int leaf) { return new byte[]{0x60, (byte) 0x85, 0x74, 0x05, 0x08, (byte) branch, (byte) leaf}; }

  /** Reads an AARQ behind its tag. */
  static Request request(In in) {
    In body = in.part(in.length());
    int context = 0;
    int mechanism = 0;
    byte[] title = NOTHING;
    byte[] authentication = NOTHING;
    byte[] initiate = NOTHING;
    while (body.left() > 0) {
      int tag = body.u8();
      In field = body.part(body.length());
      switch (tag) {
        case 0xa1 -> context = leaf(inner(field, 0x06), 1);
        case 0xa6 -> title = inner(field, 0x04).rest();
        case 0x8b -> mechanism = leaf(field, 2);
        case 0xac -> authentication = inner(field, 0x80).rest();
        case 0xbe -> initiate = inner(field, 0x04).rest();
        default -> {}
      }
    }
    return new Request(context, mechanism, title, authentication, initiate);
  }

  private static In inner(In field, int tag) {
    field.expect(tag);
    return field.part(field.length());
  }

  private static int leaf(In name, int branch) {
    byte[] oid = name.octets(7);
    for (int i = 0; i < OID.length; i++) {
      if (oid[i] != OID[i]) throw new Malformed("object identifier that is not DLMS UA's");
    }
    if (oid[5] != branch) throw new Malformed("object identifier of another branch");
    return oid[6];
  }

  static Initiate initiate(In in) {
    in.expect(0x01);
    if (in.u8() != 0) in.skip(in.length());
    if (in.u8() != 0) in.skip(1);
    if (in.u8() != 0) in.skip(1);
    if (in.u8() != 6) throw new Malformed("not DLMS version 6");
    in.expect(0x5f);
    in.expect(0x1f);
    if (in.u8() != 4) throw new Malformed("conformance block of the wrong length");
    in.skip(1);
    byte[] conformance = in.octets(3);
    return new Initiate(conformance, in.u16());
  }

  /** Writes the xDLMS initiate response to what was proposed. */
  static void initiateResponse(Initiate proposed, Out out) {
    out.raw(0x08).raw(0).raw(6).raw(0x5f).raw(0x1f).raw(4).raw(0);
    for (int i = 0; i < 3; i++)
      out.raw(CONFORMANCE[i] & proposed.conformance[i]);
    out.raw16(MAX_PDU).raw16(0x0007);
  }

  /** Accepts: at once, or (with a challenge) on condition that the client proves itself. */
  static void accept(Role role, byte[] title, byte[] challenge, Out initiate, Out out) {
    boolean high = role == Role.MANAGEMENT;
    Out body = new Out(128);
    context(body, high);
    result(body, 0, high ? DIAGNOSTIC_REQUIRED : 0);
    if (high) {
      body.raw(0xa4).raw(title.length + 2).raw(0x04).raw(title.length).raw(title);
      body.raw(0x88).raw(2).raw(0x07).raw(0x80);
      body.raw(0x89).raw(7).raw(mechanismName(role));
      body.raw(0xaa).raw(challenge.length + 2).raw(0x80).raw(challenge.length).raw(challenge);
    }
    body.raw(0xbe).raw(initiate.size() + 2).raw(0x04).raw(initiate.size()).raw(initiate.array(), 0, initiate.size());
    out.raw(AARE).length(body.size()).raw(body.array(), 0, body.size());
  }

  static void refuse(boolean ciphered, int diagnostic, Out out) {
    Out body = new Out(32);
    context(body, ciphered);
    result(body, 1, diagnostic);
    out.raw(AARE).length(body.size()).raw(body.array(), 0, body.size());
  }

  private static void context(Out out, boolean ciphered) { out.raw(0xa1).raw(9).raw(0x06).raw(7).raw(contextName(ciphered)); }

  private static void result(Out out, int result, int diagnostic) {
    out.raw(0xa2).raw(3).raw(0x02).raw(1).raw(result);
    out.raw(0xa3).raw(5).raw(0xa1).raw(3).raw(0x02).raw(1).raw(diagnostic);
  }
}

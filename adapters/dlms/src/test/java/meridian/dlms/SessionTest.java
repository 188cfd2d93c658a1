package meridian.dlms;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import meridian.dlms.Trouble.Kind;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static meridian.dlms.FakeMeter.frame;
import static meridian.dlms.FakeMeter.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Each guard between a meter that errs or lies and what we believe. */
class SessionTest {
  private static final Attribute REGISTER = Attribute.registerValue(Obis.parse("1.0.1.8.0.255"));
  private static final byte[] KEY = "0123456789abcdef".getBytes(US_ASCII);
  private static final byte[] AUTHENTICATION_KEY = "fedcba9876543210".getBytes(US_ASCII);
  private static final byte[] OUR_TITLE = "MRDHUB__".getBytes(US_ASCII);
  private static final byte[] METER_TITLE = "MRD_____".getBytes(US_ASCII);

  private static Session plain(FakeMeter meter, boolean lists) throws Exception {
    return new Session(meter.wire(), 2, lists, 4096, Optional.empty()).within(TestFleet.PATIENCE);
  }

  private static Session ciphered(FakeMeter meter) throws Exception {
    Gcm gcm = new Gcm().keys(KEY, AUTHENTICATION_KEY);
    return new Session(meter.wire(), 2, true, 4096, Optional.of(new Secrecy(gcm, OUR_TITLE, METER_TITLE, 100, 7)))
      .within(TestFleet.PATIENCE);
  }

  /** What a meter with the right keys sends. */
  static byte[] sealed(String apdu, long counter) {
    Writer plain = new Writer().put(hex(apdu));
    Writer out = new Writer();
    try {
      new Secrecy(new Gcm().keys(KEY, AUTHENTICATION_KEY), METER_TITLE, OUR_TITLE, counter, -1).seal(plain, out);
    } catch (Trouble trouble) {
      throw new IllegalStateException(trouble);
    }
    return java.util.Arrays.copyOf(out.octets(), out.size());
  }

  private static void isTrouble(Kind kind, String words, Function<byte[], byte[]> answers, boolean ciphered) throws Exception {
    try (var meter = new FakeMeter(answers)) {
      Session session = ciphered ? ciphered(meter) : plain(meter, false);
      assertThatThrownBy(() -> session.get(REGISTER)).isInstanceOfSatisfying(Trouble.class, trouble -> {
        assertThat(trouble.kind()).isEqualTo(kind);
        assertThat(trouble).hasMessageContaining(words);
      });
    }
  }

  private static void plainAnswerIs(Kind kind, String words, String apdu) throws Exception {
    isTrouble(kind, words, _ -> frame(2, hex(apdu)), false);
  }

  @Test
  void getNormalAsksAndReads() throws Exception {
    try (var meter = new FakeMeter(_ -> frame(2, hex("C401C1 00 06 000004D2")))) {
      assertThat(plain(meter, false).get(REGISTER)).isEqualTo(new Data.Int(1234));
      assertThat(meter.heard.getFirst()).asHexString().isEqualTo("C001C100030100010800FF0200");
    }
  }

  @Test
  void getWithListAsksOnce() throws Exception {
    try (var meter = new FakeMeter(_ -> frame(2, hex("C403C1 02 00 11 05 01 04")))) {
      List<Data> answer = plain(meter, true).get(List.of(REGISTER, Attribute.CLOCK_TIME));
      assertThat(answer).containsExactly(new Data.Int(5), new Data.Denied(4));
      assertThat(meter.heard.getFirst()).asHexString().isEqualTo("C003C10200030100010800FF020000080000010000FF0200");
    }
  }

  @Test
  void withoutListEachIsAskedAlone() throws Exception {
    try (var meter = new FakeMeter(apdu -> frame(2, hex("C401 %02X 00 11 05".formatted(apdu[2]))))) {
      assertThat(plain(meter, false).get(List.of(REGISTER, REGISTER))).hasSize(2);
      assertThat(meter.heard).hasSize(2);
    }
  }

  @Test
  void blocksAreJoinedInOrder() throws Exception {
    var answers = List.of("C402C1 00 00000001 00 03 090431", "C402C1 01 00000002 00 03 323334").iterator();
    try (var meter = new FakeMeter(_ -> frame(2, hex(answers.next())))) {
      assertThat(plain(meter, false).get(REGISTER).octets()).asString(US_ASCII).isEqualTo("1234");
      assertThat(meter.heard.get(1)).asHexString().isEqualTo("C002C100000001");
    }
  }

  @Test
  void aBlockOutOfOrderIsRefused() throws Exception {
    plainAnswerIs(Kind.GARBLED, "block 2 where 1 is due", "C402C1 00 00000002 00 03 090431");
  }

  @Test
  void anEndlessAnswerIsCutOff() throws Exception {
    isTrouble(Kind.GARBLED, "longer than 4096", question -> {
      int block = question[1] == 1 ? 1 : question[6] + 1;
      Writer apdu = new Writer().u8(0xC4).u8(2).u8(question[2]).u8(0).u32(block).u8(0).length(1000);
      apdu.put(new byte[1000]);
      return frame(2, java.util.Arrays.copyOf(apdu.octets(), apdu.size()));
    }, false);
  }

  @Test
  void answersToAnotherQuestionAreRefused() throws Exception {
    plainAnswerIs(Kind.GARBLED, "answer to question 5, asked was 1", "C401C5 00 06 000004D2");
    isTrouble(Kind.GARBLED, "answer to question 5, asked was 1", _ -> frame(2, sealed("C401C5 00 06 000004D2", 8)), true);
  }

  @Test
  void octetsBeyondTheAnswerAreRefused() throws Exception { plainAnswerIs(Kind.GARBLED, "1 octets too many", "C401C1 00 1105 00"); }

  @Test
  void truncatedDataIsRefused() throws Exception { plainAnswerIs(Kind.GARBLED, "truncated", "C401C1 00 0910 3132"); }

  @Test
  void unknownExceptionCodesAreARefusalThatEndsTheLine() throws Exception {
    plainAnswerIs(Kind.REFUSED, "(20), service-error (48)", "D81430");
    isTrouble(Kind.REFUSED, "invocation-counter-error", _ -> frame(2, hex("D80206 00000009")), true);
    plainAnswerIs(Kind.GARBLED, "truncated", "D801");
  }

  @Test
  void aCipheredAnswerIsOpened() throws Exception {
    try (var meter = new FakeMeter(_ -> frame(2, sealed("C401C1 00 06 000004D2", 8)))) {
      assertThat(ciphered(meter).get(REGISTER)).isEqualTo(new Data.Int(1234));
      assertThat(meter.heard.getFirst()).startsWith(hex("C81E30 00000064"));
    }
  }

  @Test
  void aPlainAnswerIsRefusedWhereCipheredOnesAreDue() throws Exception {
    isTrouble(Kind.GARBLED, "a ciphered answer (CC) is due, got C4", _ -> frame(2, hex("C401C1 00 06 000004D2")), true);
  }

  @Test
  void anInvocationCounterThatDoesNotRiseIsRefused() throws Exception {
    for (int counter : new int[]{0, 6, 7})
      isTrouble(Kind.GARBLED, "replayed", _ -> frame(2, sealed("C401C1 00 06 000004D2", counter)), true);
  }

  @Test
  void aReplayedAnswerIsRefused() throws Exception {
    byte[] first = frame(2, sealed("C401C1 00 06 000004D2", 8));
    try (var meter = new FakeMeter(_ -> first)) {
      Session session = ciphered(meter);
      session.get(REGISTER);
      assertThatThrownBy(() -> session.get(REGISTER)).hasMessageContaining("replayed");
    }
  }

  @Test
  void aTamperedAnswerIsRefused() throws Exception {
    byte[] whole = frame(2, sealed("C401C1 00 06 000004D2", 8));
    for (int i = Wire.HEADER + 3; i < whole.length; i++) {
      byte[] tampered = whole.clone();
      tampered[i] ^= 1;
      isTrouble(Kind.GARBLED, i < Wire.HEADER + 6 ? "" : "tag does not fit", _ -> tampered, true);
    }
  }

  @Test
  void anotherSecurityControlIsRefused() throws Exception {
    byte[] authenticatedOnly = sealed("C401C1 00 06 000004D2", 8);
    authenticatedOnly[2] = 0x10;
    isTrouble(Kind.GARBLED, "security control", _ -> frame(2, authenticatedOnly), true);
  }

  @Test
  void ourInvocationCounterRisesAndIsNeverUsedUpTwice() throws Exception {
    Gcm gcm = new Gcm().keys(KEY, AUTHENTICATION_KEY);
    Secrecy last = new Secrecy(gcm, OUR_TITLE, METER_TITLE, 0xFFFFFFFFL, -1);
    last.seal(new Writer().u8(0xC0), new Writer());
    assertThatThrownBy(() -> last.seal(new Writer().u8(0xC0), new Writer())).hasMessageContaining("used up");
  }

  @Test
  void framesForOthersAndPushesAreSkippedWithinBounds() throws Exception {
    byte[] answer = frame(2, hex("C401C1 00 1105"));
    byte[] push = frame(2, hex("0F 00000001 00 1101"));
    byte[] forOther = frame(103, hex("0F 00000001 00 1101"));
    try (var meter = new FakeMeter(_ -> java.nio.ByteBuffer.allocate(3 * 64).put(push).put(forOther).put(answer).array())) {
      assertThat(plain(meter, false).get(REGISTER)).isEqualTo(new Data.Int(5));
    }
    byte[] flood = new byte[push.length * 20];
    for (int i = 0; i < 20; i++)
      System.arraycopy(push, 0, flood, i * push.length, push.length);
    isTrouble(Kind.GARBLED, "only frames for others", _ -> flood, false);
  }

  @Test
  void noFrameAtAllIsGarbled() throws Exception {
    isTrouble(Kind.GARBLED, "no wrapper frame", _ -> hex("7E7E7E7E7E7E7E7E"), false);
    isTrouble(Kind.GARBLED, "limit 4096", _ -> hex("000100010002FFFF"), false);
  }
}

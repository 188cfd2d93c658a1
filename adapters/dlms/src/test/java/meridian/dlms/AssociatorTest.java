package meridian.dlms;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import meridian.adapter.Device;
import meridian.adapter.Outcome;
import meridian.dlms.Trouble.Kind;
import meridian.fleet.MeterModel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static meridian.dlms.FakeMeter.frame;
import static meridian.dlms.FakeMeter.hex;
import static meridian.dlms.TestFleet.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** What is guarded while an association is being made. */
class AssociatorTest {
  private static final String METER = "MRD0000000000001";
  /** HLS accepted, with a challenge and a system title. */
  private static final String HLS_AARE = "6156 A109060760857405080103 A203020100 A305A10302010E A40A04084D52440000000001 "
    + "88020780 890760857405080205 AA128010 000102030405060708090A0B0C0D0E0F BE10040E0800065F1F0400001E1D04000007";
  private static final String RELEASED = "6303800100";
  /** All clients on one wPort, so that a fake meter need not tell them apart. */
  private static final Settings SETTINGS = Settings
    .parse(Map.of("master-secret", TestFleet.SECRET, "client.public", "2", "client.management", "2"));

  private static Trouble trouble(FakeMeter meter, Association association, SecureRandom random) throws Exception {
    Associator associator = new Associator(SETTINGS, random);
    Wire wire = meter.wire();
    return catchThrowableOfType(Trouble.class, () -> associator.associate(wire, association, METER, PATIENCE));
  }

  /** A meter that gives its invocation counter, accepts HLS and then says {@code proof}. */
  private static FakeMeter impostor(byte[] proof) throws Exception {
    int[] associations = {0};
    return new FakeMeter(question -> frame(2, switch (question[0]) {
      case 0x60 -> hex(associations[0]++ == 0 ? FakeMeter.AARE : HLS_AARE);
      case 0x62 -> hex(RELEASED);
      case (byte) 0xC0 -> hex("C401C1 00 0600000063");
      default -> proof;
    }));
  }

  @Test
  void theChallengeIsOursAndNotTheLibrarys() throws Exception {
    SecureRandom known = new SecureRandom() {
      @Override
      public void nextBytes(byte[] octets) { Arrays.fill(octets, (byte) 0xA5); }
    };
    try (var meter = impostor(hex("C701C100"))) {
      trouble(meter, Association.HLS, known);
      assertThat(HexFormat.of().formatHex(meter.heard.get(3))).contains("ac128010" + "a5".repeat(16));
    }
  }

  @Test
  void theCounterIsReadOverAPublicAssociationFirst() throws Exception {
    try (var meter = impostor(hex("C701C100"))) {
      trouble(meter, Association.HLS, new SecureRandom());
      assertThat(meter.heard.stream().limit(4).map(apdu -> apdu[0] & 0xFF)).containsExactly(0x60, 0xC0, 0x62, 0x60);
      assertThat(meter.heard.get(1)).asHexString().isEqualTo("C001C1000100002B0100FF0200");
      assertThat(HexFormat.of().formatHex(meter.heard.get(3))).as("initiate request, sealed under counter 99 + 1")
        .contains("3000000064");
    }
  }

  @Test
  void aMeterThatProvesNothingIsNotBelieved() throws Exception {
    Keys keys = new Keys(hex(TestFleet.SECRET));
    String wrongProof = "C701C1 00 01 00 0911 10 00000001 000102030405060708090A0B";
    Map<byte[], Kind> proofs = Map.of(
      hex("C701C1 00 01 00 0911 10 00000001 000102030405060708090A0B"), Kind.GARBLED,
      seal(new Keys(new byte[32]), wrongProof), Kind.GARBLED,
      seal(keys, wrongProof), Kind.REFUSED,
      seal(keys, "C701C1 00 00"), Kind.GARBLED,
      seal(keys, "C701C1 03 00"), Kind.REFUSED,
      hex("D80105"), Kind.REFUSED,
      hex("0E010203"), Kind.REFUSED);
    for (var proof : proofs.entrySet())
      try (var meter = impostor(proof.getKey())) {
        Trouble trouble = trouble(meter, Association.HLS, new SecureRandom());
        assertThat(trouble.kind()).as(trouble + " at " + HexFormat.of().formatHex(proof.getKey())).isEqualTo(proof.getValue());
        assertThat(trouble.endsLine()).isTrue();
      }
  }

  private static byte[] seal(Keys keys, String apdu) throws Trouble {
    Gcm gcm = new Gcm().keys(keys.encryption(METER), keys.authentication(METER));
    Writer out = new Writer();
    new Secrecy(gcm, hex("4D52440000000001"), new byte[8], 9, -1).seal(new Writer().put(hex(apdu)), out);
    return Arrays.copyOf(out.octets(), out.size());
  }

  @Test
  void aRejectionIsRefused() throws Exception {
    try (var meter = FakeMeter.saying("611FA109060760857405080101A203020101A305A10302010DBE0604040E010600")) {
      Trouble trouble = trouble(meter, Association.LLS, new SecureRandom());
      assertThat(trouble.kind()).isEqualTo(Kind.REFUSED);
      assertThat(trouble).hasMessageContaining("diagnostic 13");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"C401C1001105", "63038001 00", "61", "6100", "617F", "6184FFFFFFFF", "61020000", "6106A20402020000",
      "6105A203020100", "6107A20302010000 00", "6107A203020100BE00"})
  void whatIsNoAareIsGarbled(String answer) throws Exception {
    try (var meter = FakeMeter.saying(answer)) {
      assertThat(trouble(meter, Association.LLS, new SecureRandom()).kind()).isEqualTo(Kind.GARBLED);
    }
  }

  @Test
  void anAareThatIsTooLongOrNestedNeverReachesTheLibrary() throws Exception {
    byte[] deep = new byte[4000];
    Arrays.fill(deep, (byte) 0xA2);
    deep[0] = 0x61;
    try (var meter = new FakeMeter(_ -> frame(2, deep))) {
      assertThat(trouble(meter, Association.LLS, new SecureRandom())).hasMessage("an AARE of 4000 octets");
    }
  }

  /** Whatever gurux throws at a damaged AARE, it comes out as a trouble. */
  @Test
  void damagedAaresAreTroubleAndNothingElse() throws Exception {
    Random random = new Random(11);
    byte[][] whole = {hex(FakeMeter.AARE), hex(HLS_AARE)};
    try (var meter = new FakeMeter(_ -> {
      byte[] damaged = whole[random.nextInt(2)].clone();
      for (int i = random.nextInt(1, 4); i > 0; i--)
        damaged[random.nextInt(1, damaged.length)] = (byte) random.nextInt();
      return frame(2, Arrays.copyOf(damaged, random.nextInt(4) == 0 ? random.nextInt(1, damaged.length) : damaged.length));
    })) {
      Associator associator = new Associator(SETTINGS, new SecureRandom());
      Wire wire = meter.wire();
      for (int i = 0; i < 3000; i++)
        try {
          associator.associate(wire, Association.LLS, METER, PATIENCE);
        } catch (Trouble trouble) {
          assertThat(trouble.kind()).isIn(Kind.GARBLED, Kind.REFUSED);
        }
    }
  }

  /** Damaged answers inside an association, through the whole line. */
  @Test
  void damagedAnswersAreOutcomesAndNothingElse() throws Exception {
    Random random = new Random(12);
    byte[] list = hex("C403C1 03 00 090C07EA0302FF0A0000FF800000 00 06000004D2 00 0202 0F00 161E");
    try (var adapter = TestFleet.adapter(); var meter = new FakeMeter(question -> {
      if (question[0] == 0x60) return frame(2, hex(FakeMeter.AARE_WITH_LIST));
      byte[] damaged = list.clone();
      damaged[2] = question[2];
      for (int i = random.nextInt(1, 5); i > 0; i--)
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      return frame(2, damaged);
    })) {
      for (int i = 0; i < 1000; i++)
        try (var line = adapter.open(meter.device())) {
          var outcome = line.readNow(meter.device(), Set.of("0.0.0.1.1.1.12.0.0.0.0.0.0.0.0.3.72.0"), PATIENCE);
          assertThat(outcome).isInstanceOfAny(Outcome.Done.class, Outcome.Garbled.class, Outcome.Refused.class);
        }
    }
  }

  @Test
  void anotherClientsUseOfTheMeterIsNoticed() throws Exception {
    try (var fleet = new TestFleet(MeterModel.MH4); var ours = TestFleet.adapter(); var theirs = TestFleet.adapter()) {
      Device device = fleet.device(0);
      for (var adapter : List.of(ours, theirs, ours, ours, theirs, ours))
        try (var line = adapter.open(device)) {
          assertThat(line.readClock(device, PATIENCE)).isInstanceOf(Outcome.Done.class);
        }
    }
  }

  @Test
  void noKeyIsPrintedOrLogged() throws Exception {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = System.out;
    PrintStream err = System.err;
    Logger root = Logger.getLogger("");
    Level level = root.getLevel();
    Handler hearing = new Handler() {
      @Override
      public void publish(LogRecord line) { said.writeBytes((line.getMessage() + Arrays.toString(line.getParameters())).getBytes(UTF_8)); }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    hearing.setLevel(Level.ALL);
    root.addHandler(hearing);
    root.setLevel(Level.ALL);
    System.setOut(new PrintStream(said, true));
    System.setErr(System.out);
    StringBuilder outcomes = new StringBuilder();
    try (var fleet = new TestFleet(MeterModel.MH4, MeterModel.ML4)) {
      for (String secret : List.of(TestFleet.SECRET, "ff".repeat(32)))
        try (var adapter = TestFleet.adapter(secret)) {
          for (int i = 0; i < 2; i++)
            try (var line = adapter.open(fleet.device(i))) {
              outcomes.append(line.readNow(fleet.device(i), Set.of(), PATIENCE));
            }
        }
    } finally {
      System.setOut(out);
      System.setErr(err);
      root.removeHandler(hearing);
      root.setLevel(level);
    }
    assertThat(outcomes).contains("Done").contains("Refused");
    String all = (said + outcomes.toString()).toLowerCase(Locale.ROOT);
    String digits = all.replaceAll("[^0-9a-f]", "");
    for (String secret : List.of(TestFleet.SECRET, "ff".repeat(32))) {
      Keys keys = new Keys(hex(secret));
      for (int i = 0; i < 2; i++) {
        String serialNumber = "MRD00000000010%02d".formatted(i);
        assertThat(digits).doesNotContain(HexFormat.of().formatHex(keys.encryption(serialNumber)))
          .doesNotContain(HexFormat.of().formatHex(keys.authentication(serialNumber)))
          .doesNotContain(HexFormat.of().formatHex(keys.password(serialNumber)));
        assertThat(all).doesNotContain(new String(keys.password(serialNumber), UTF_8));
      }
      assertThat(digits).doesNotContain(secret);
    }
  }
}

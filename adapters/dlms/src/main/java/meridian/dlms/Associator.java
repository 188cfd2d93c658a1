package meridian.dlms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;

import gurux.dlms.GXByteBuffer;
import gurux.dlms.GXDLMSClient;
import gurux.dlms.enums.Authentication;
import gurux.dlms.enums.Conformance;
import gurux.dlms.enums.InterfaceType;
import gurux.dlms.enums.Security;
import gurux.dlms.objects.enums.SecuritySuite;
import gurux.dlms.secure.GXCiphering;
import gurux.dlms.secure.GXDLMSSecureClient;

/**
 * Opens and releases associations. The only class that knows gurux: it builds AARQ, the HLS answer and RLRQ, and reads AARE and
 * the server's HLS answer, after {@link Aare} has looked through them. Whatever gurux throws becomes a {@link Trouble} without
 * its words, which may hold keys. Safe for concurrent callers.
 */
final class Associator {
  private static final int RLRE = 0x63;
  private static final int EXCEPTION_RESPONSE = 0xD8;
  private static final int CONFIRMED_SERVICE_ERROR = 0x0E;
  private static final int ACTION_RESPONSE = 0xC7;
  private static final int CHALLENGE = 16;
  /** Gurux logs keys at its finest level; the reference keeps the silenced logger alive. */
  private static final Logger GURUX = Logger.getLogger("gurux.dlms");

  static {
    GURUX.setLevel(Level.OFF);
  }

  private final Settings settings;
  private final SecureRandom random;
  /** Last invocation counter used towards a meter: saves the public association before each ciphered one. */
  private final Map<String, Long> counters = Lru.ofMost(1_000_000);

  /** @param random where challenges come from; gurux would take them from java.util.Random */
  Associator(Settings settings, SecureRandom random) {
    this.settings = settings;
    this.random = random;
  }

  /** An association and the gurux client that can release it. */
  record Associated(Session session, GXDLMSClient client, String serialNumber) {}

  Associated associate(Wire wire, Association association, String serialNumber, Duration patience) throws Trouble, IOException {
    return switch (association) {
      case PUBLIC -> plain(wire, publicClient(), serialNumber, patience);
      case LLS -> plain(wire, readingClient(serialNumber), serialNumber, patience);
      case HLS -> {
        Long used = counters.get(serialNumber);
        if (used == null) yield ciphered(wire, serialNumber, readCounter(wire, patience) + 1, patience);
        try {
          yield ciphered(wire, serialNumber, used + 1, patience);
        } catch (Trouble trouble) {
          // Another client may have used the meter since: ask it once.
          counters.remove(serialNumber);
          if (trouble.kind() != Trouble.Kind.REFUSED) throw trouble;
          long now = readCounter(wire, patience);
          if (now <= used) throw trouble;
          yield ciphered(wire, serialNumber, now + 1, patience);
        }
      }
    };
  }

  /** Says goodbye; what the meter answers to that is of no consequence. */
  void release(Wire wire, Associated associated, Duration patience) throws Trouble, IOException {
    GXDLMSClient client = associated.client();
    Optional<Secrecy> secrecy = associated.session().secrecy();
    if (secrecy.isPresent() && client instanceof GXDLMSSecureClient secure) {
      secure.getCiphering().setInvocationCounter(secrecy.get().next());
      send(wire, guarded("RLRQ", client::releaseRequest));
      remember(associated.serialNumber(), secure.getCiphering());
    } else
      send(wire, guarded("RLRQ", client::releaseRequest));
    int tag = wire.receive(client.getClientAddress(), patience).u8();
    if (tag != RLRE) throw Trouble.garbled("RLRE is due, got %02X".formatted(tag));
  }

  /** To be called when a ciphered association ends without release. */
  void forget(Associated associated) {
    associated.session().secrecy().ifPresent(secrecy -> counters.put(associated.serialNumber(), secrecy.next() - 1));
  }

  private void remember(String serialNumber, GXCiphering ciphering) { counters.put(serialNumber, ciphering.getInvocationCounter() - 1); }

  private long readCounter(Wire wire, Duration patience) throws Trouble, IOException {
    Associated open = plain(wire, publicClient(), "", patience);
    long counter = open.session().within(patience).get(Attribute.INVOCATION_COUNTER).integer();
    release(wire, open, patience);
    return counter;
  }

  private GXDLMSClient publicClient() {
    return proposing(new GXDLMSClient(true, settings.wPorts().publicClient(), settings.wPorts().server(),
      Authentication.NONE, null, InterfaceType.WRAPPER));
  }

  private GXDLMSClient readingClient(String serialNumber) {
    GXDLMSClient client = proposing(new GXDLMSClient(true, settings.wPorts().readingClient(), settings.wPorts().server(),
      Authentication.LOW, null, InterfaceType.WRAPPER));
    client.setPassword(settings.keys().password(serialNumber));
    return client;
  }

  private <C extends GXDLMSClient> C proposing(C client) {
    client.setMaxReceivePDUSize(settings.longestApdu());
    client.setProposedConformance(Set.of(Conformance.GET, Conformance.SET, Conformance.ACTION, Conformance.SELECTIVE_ACCESS,
      Conformance.BLOCK_TRANSFER_WITH_GET_OR_READ, Conformance.MULTIPLE_REFERENCES));
    return client;
  }

  private Associated plain(Wire wire, GXDLMSClient client, String serialNumber, Duration patience) throws Trouble, IOException {
    handshake(wire, client, patience);
    return new Associated(session(wire, client, Optional.empty()), client, serialNumber);
  }

  private Session session(Wire wire, GXDLMSClient client, Optional<Secrecy> secrecy) {
    boolean lists = client.getNegotiatedConformance().contains(Conformance.MULTIPLE_REFERENCES);
    return new Session(wire, client.getClientAddress(), lists, settings.longestAnswer(), secrecy);
  }

  private Associated ciphered(Wire wire, String serialNumber, long counter, Duration patience) throws Trouble, IOException {
    byte[] encryption = settings.keys().encryption(serialNumber);
    byte[] authentication = settings.keys().authentication(serialNumber);
    GXDLMSSecureClient client = proposing(new GXDLMSSecureClient(true, settings.wPorts().managementClient(),
      settings.wPorts().server(), Authentication.HIGH_GMAC, null, InterfaceType.WRAPPER));
    GXCiphering ciphering = client.getCiphering();
    ciphering.setSecurity(Security.AUTHENTICATION_ENCRYPTION);
    ciphering.setSecuritySuite(SecuritySuite.SUITE_0);
    ciphering.setSystemTitle(settings.clientTitle());
    ciphering.setBlockCipherKey(encryption);
    ciphering.setAuthenticationKey(authentication);
    ciphering.setInvocationCounter(counter);
    byte[] challenge = new byte[CHALLENGE];
    random.nextBytes(challenge);
    client.setCtoSChallenge(challenge);
    try {
      handshake(wire, client, patience);
      byte[] title = client.getSourceSystemTitle();
      if (title == null || title.length != 8) throw Trouble.rejected("the meter gave no system title");
      send(wire, guarded("HLS request", client::getApplicationAssociationRequest));
      Gcm gcm = new Gcm().keys(encryption, authentication);
      Secrecy secrecy = new Secrecy(gcm, settings.clientTitle(), title, ciphering.getInvocationCounter(), -1);
      prove(client, secrecy, wire.receive(client.getClientAddress(), patience));
      return new Associated(session(wire, client, Optional.of(secrecy)), client, serialNumber);
    } finally {
      remember(serialNumber, ciphering);
    }
  }

  /** Checks the server's answer to our challenge: its proof that it holds the keys. */
  private static void prove(GXDLMSClient client, Secrecy secrecy, Reader answer) throws Trouble {
    refuseErrors(answer);
    Reader plain = secrecy.open(answer, ACTION_RESPONSE);
    plain.expect(ACTION_RESPONSE, "response");
    plain.expect(1, "action-response type");
    plain.u8();
    int result = plain.u8();
    if (result != 0) throw Trouble.rejected("the meter does not accept our keys: " + AccessResult.name(result));
    plain.expect(1, "return parameters");
    plain.expect(0, "get-data-result");
    byte[] proof = plain.take(plain.left());
    try {
      guarded("HLS answer", () -> {
        client.parseApplicationAssociationResponse(new GXByteBuffer(proof));
        return true;
      });
    } catch (Trouble _) {
      throw Trouble.rejected("the meter could not prove that it holds the keys");
    }
  }

  private static void handshake(Wire wire, GXDLMSClient client, Duration patience) throws Trouble, IOException {
    send(wire, guarded("AARQ", client::aarqRequest));
    Reader answer = wire.receive(client.getClientAddress(), patience);
    refuseErrors(answer);
    byte[] aare = answer.take(answer.left());
    Aare.check(aare);
    guarded("AARE", () -> {
      client.parseAareResponse(new GXByteBuffer(aare));
      return true;
    });
  }

  private static void refuseErrors(Reader answer) throws Trouble {
    int tag = answer.peek();
    if (tag == EXCEPTION_RESPONSE) {
      answer.u8();
      throw AccessResult.exception(answer);
    }
    if (tag == CONFIRMED_SERVICE_ERROR) throw Trouble.rejected("the meter does not associate: confirmed-service-error");
  }

  private static void send(Wire wire, byte[][] frames) throws IOException {
    for (byte[] frame : frames)
      wire.send(frame, frame.length);
  }

  interface GuruxCall<T> {
    T run() throws GeneralSecurityException;
  }

  private static <T> T guarded(String what, GuruxCall<T> call) throws Trouble {
    try {
      return call.run();
    } catch (GeneralSecurityException | RuntimeException | StackOverflowError e) {
      throw Trouble.garbled("unreadable " + what + " (" + e.getClass().getSimpleName() + ")");
    }
  }
}

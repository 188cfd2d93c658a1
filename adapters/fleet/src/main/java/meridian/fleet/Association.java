package meridian.fleet;

import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

import meridian.fleet.Acse.Request;
import meridian.fleet.Objects.Role;

/**
 * The application layer of one connection: who is associated, and the answer to each APDU. One thread at a time.
 * A client that breaks the protocol gets an exception-response; one that is not who it says gets a refusal or is not understood.
 */
final class Association {
  static final int PUBLIC_CLIENT = 16;
  static final int READING_CLIENT = 2;
  static final int MANAGEMENT_CLIENT = 1;

  private static final int CIPHERED_BIT = 0x08;
  private static final int CHALLENGE_OCTETS = 16;
  private static final int SYSTEM_TITLE_OCTETS = 8;
  private static final int SERVICE_NOT_ALLOWED = 1;
  private static final int SERVICE_UNKNOWN = 2;
  private static final int OPERATION_NOT_POSSIBLE = 1;
  private static final int SERVICE_NOT_SUPPORTED = 2;
  private static final int OTHER_REASON = 3;
  private static final int DECIPHERING_ERROR = 5;
  private static final int COUNTER_ERROR = 6;
  private static final int ASSOCIATION_CLASS = 15;
  private static final int HLS_REPLY = 1;

  private enum Phase { NONE, CHALLENGED, OPEN }

  private final Meter meter;
  private final Secrets secrets;
  private final Services services;
  private final InstantSource clock;
  private final Out plain = new Out(256);

  private Phase phase = Phase.NONE;
  private int client;
  private Optional<Ciphering> ciphering = Optional.empty();
  private byte[] clientTitle = {};
  private byte[] toServer = {};
  private byte[] toClient = {};

  Association(Meter meter, Secrets secrets, Objects objects, InstantSource clock) {
    this.meter = meter;
    this.secrets = secrets;
    this.clock = clock;
    this.services = new Services(meter, objects);
  }

  private long now() { return clock.millis(); }

  /** Answers one APDU from a client address. */
  void handle(int from, In in, Out out) {
    int start = out.size();
    try {
      int tag = in.u8();
      switch (tag) {
        case Acse.AARQ -> associate(from, Acse.request(in), out);
        case Acse.RLRQ -> release(out);
        default -> {
          if (phase == Phase.NONE || from != client) refuse(out, SERVICE_NOT_ALLOWED, OPERATION_NOT_POSSIBLE);
          else if (ciphering.isPresent()) ciphered(ciphering.get(), tag, in, out);
          else
            service(tag, in, out);
        }
      }
    } catch (Malformed e) {
      out.truncate(start);
      refuse(out, SERVICE_UNKNOWN, OTHER_REASON);
    }
  }

  private static void refuse(Out out, int state, int service) { out.raw(0xd8).raw(state).raw(service); }

  private void release(Out out) {
    phase = Phase.NONE;
    out.raw(Acse.RLRE).raw(3).raw(0x80).raw(1).raw(0);
  }

  // ---- association

  private void associate(int from, Request request, Out out) {
    phase = Phase.NONE;
    ciphering = Optional.empty();
    client = from;
    boolean high = from == MANAGEMENT_CLIENT && meter.model.highLevelSecurity;
    if (request.context() != (high ? 3 : 1)) {
      Acse.refuse(high, Acse.DIAGNOSTIC_CONTEXT, out);
    } else if (high) {
      associateHigh(request, out);
    } else if (from == PUBLIC_CLIENT && request.mechanism() == 0) {
      open(Role.PUBLIC, request, out);
    } else if (from == READING_CLIENT && request.mechanism() == 1) {
      boolean right = MessageDigest.isEqual(secrets.password(meter.serialNumber()), request.authentication());
      meter.authenticated(right, now());
      if (right) open(Role.READING, request, out);
      else
        Acse.refuse(false, Acse.DIAGNOSTIC_FAILED, out);
    } else {
      Acse.refuse(false, from == READING_CLIENT && request.mechanism() == 0 ? Acse.DIAGNOSTIC_REQUIRED : Acse.DIAGNOSTIC_MECHANISM, out);
    }
  }

  private void open(Role as, Request request, Out out) {
    Acse.Initiate proposed = Acse.initiate(new In(request.initiate()));
    Acse.initiateResponse(proposed, plain.clear());
    Acse.accept(as, meter.systemTitle(), toClient, plain, out);
    opened(as, proposed, Phase.OPEN);
  }

  private void opened(Role as, Acse.Initiate proposed, Phase next) {
    phase = next;
    services.reset(as, proposed.maxPdu());
  }

  private void associateHigh(Request request, Out out) {
    if (request.mechanism() != 5) {
      Acse.refuse(true, Acse.DIAGNOSTIC_MECHANISM, out);
      return;
    }
    if (request.title().length != SYSTEM_TITLE_OCTETS || request.authentication().length < 8 || request.authentication().length > 64) {
      Acse.refuse(true, Acse.DIAGNOSTIC_FAILED, out);
      return;
    }
    Ciphering keys = new Ciphering(secrets, meter);
    clientTitle = request.title();
    toServer = request.authentication();
    In initiate = new In(request.initiate());
    initiate.expect(0x21);
    Optional<Ciphering.Opened> opened = keys.open(clientTitle, initiate.part(initiate.length()));
    if (opened.isEmpty()) {
      meter.log(now(), Events.DECRYPTION_FAILURE);
      Acse.refuse(true, Acse.DIAGNOSTIC_FAILED, out);
      return;
    }
    if (!meter.accept(opened.get().counter(), now())) {
      Acse.refuse(true, Acse.DIAGNOSTIC_FAILED, out);
      return;
    }
    Acse.Initiate proposed = Acse.initiate(new In(opened.get().apdu()));
    toClient = challenge();
    Acse.initiateResponse(proposed, plain.clear());
    Out sealed = new Out(64);
    sealed.raw(0x28).length(plain.size() + Ciphering.OVERHEAD);
    keys.seal(plain.array(), 0, plain.size(), meter.nextCounter(), sealed);
    Acse.accept(Role.MANAGEMENT, meter.systemTitle(), toClient, sealed, out);
    ciphering = Optional.of(keys);
    opened(Role.MANAGEMENT, proposed, Phase.CHALLENGED);
  }

  /** Never the same twice for a meter, since its counter never is; reproducible, as all of the fleet. */
  private byte[] challenge() {
    byte[] challenge = new byte[CHALLENGE_OCTETS];
    long state = Load.mix(meter.number ^ (meter.nextCounter() << 20));
    for (int i = 0; i < CHALLENGE_OCTETS; i++) {
      if (i % 8 == 0) state = Load.mix(state);
      challenge[i] = (byte) (state >>> (i % 8 * 8));
    }
    return challenge;
  }

  // ---- services

  private void service(int tag, In in, Out out) {
    if (!services.answer(tag, in, now(), out)) refuse(out, SERVICE_UNKNOWN, SERVICE_NOT_SUPPORTED);
  }

  private void ciphered(Ciphering keys, int tag, In in, Out out) {
    if ((tag & CIPHERED_BIT) == 0 || (tag & 0xf0) != 0xc0) {
      refuse(out, SERVICE_NOT_ALLOWED, OPERATION_NOT_POSSIBLE);
      return;
    }
    Optional<Ciphering.Opened> opened = keys.open(clientTitle, in.part(in.length()));
    if (opened.isEmpty()) {
      meter.log(now(), Events.DECRYPTION_FAILURE);
      refuse(out, SERVICE_UNKNOWN, DECIPHERING_ERROR);
      return;
    }
    if (!meter.accept(opened.get().counter(), now())) {
      refuse(out, SERVICE_UNKNOWN, COUNTER_ERROR);
      out.raw32(meter.accepted());
      return;
    }
    In request = new In(opened.get().apdu());
    int service = request.u8();
    plain.clear();
    if (service != tag - CIPHERED_BIT) {
      refuse(plain, SERVICE_UNKNOWN, OTHER_REASON);
    } else if (phase == Phase.CHALLENGED) {
      proveEachOther(keys, service, request, plain);
    } else {
      service(service, request, plain);
    }
    int answer = plain.array()[0] & 0xff;
    if (answer == 0xd8) {
      out.raw(plain.array(), 0, plain.size());
    } else {
      out.raw(answer | CIPHERED_BIT).length(plain.size() + Ciphering.OVERHEAD);
      keys.seal(plain.array(), 0, plain.size(), meter.nextCounter(), out);
    }
  }

  /** Pass 3 and 4: the client's proof comes in an action on the association object, ours goes back in its return value. */
  private void proveEachOther(Ciphering keys, int service, In in, Out out) {
    if (service != Services.ACTION_REQUEST || in.u8() != 1) {
      refuse(out, SERVICE_NOT_ALLOWED, OPERATION_NOT_POSSIBLE);
      return;
    }
    int invoke = in.u8();
    boolean addressed = in.u16() == ASSOCIATION_CLASS && in.logicalName() == Names.ASSOCIATION && in.u8() == HLS_REPLY && in.u8() == 1;
    boolean right = addressed && keys.isProof(in.octetString(), clientTitle, toClient) && !Arrays.equals(toServer, toClient);
    meter.authenticated(right, now());
    out.raw(Services.ACTION_RESPONSE).raw(1).raw(invoke);
    if (right) {
      phase = Phase.OPEN;
      out.raw(Names.SUCCESS).raw(1).raw(0).octetString(keys.prove(toServer, meter.nextCounter()));
    } else {
      phase = Phase.NONE;
      out.raw(Names.READ_WRITE_DENIED).raw(0);
    }
  }
}

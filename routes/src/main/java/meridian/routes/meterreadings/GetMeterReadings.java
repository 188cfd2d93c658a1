package meridian.routes.meterreadings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import meridian.adapter.Outcome;
import meridian.cim.CimError;
import meridian.cim.CimRequest;
import meridian.cim.ErrorCode;
import meridian.cim.Reply;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.grid.Meter;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingType;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.message.Incoming;
import meridian.services.read.ReadMeters;

/**
 * Answers a GetMeterReadings: with a period from the store; without one, or with Option {@code source} = {@code device}, from the meters
 * now. Who is unknown or does not answer gets an Error of its own, the others their readings: Reply PARTIAL. Safe for concurrent callers.
 */
public final class GetMeterReadings {
  private final Desk desk;
  private final Devices devices;
  private final ReadMeters readings;
  private final Limits limits;
  private final Semaphore conversations;

  /**
   * @param values most values in one reply
   * @param meters most meters in one request to the store
   * @param metersNow most meters in one request to the field
   * @param conversations most meters asked at the same time, for all requests together
   */
  public record Limits(int values, int meters, int metersNow, int conversations) {
    public static final Limits DEFAULTS = new Limits(200_000, 10_000, 100, 32);

    public Limits {
      if (values < 1 || meters < 1 || metersNow < 1 || conversations < 1)
        throw new IllegalArgumentException("limits of GetMeterReadings must be positive");
    }
  }

  public GetMeterReadings(Desk desk, Devices devices, ReadMeters readings, Limits limits) {
    this.desk = desk;
    this.devices = devices;
    this.readings = readings;
    this.limits = limits;
    conversations = new Semaphore(limits.conversations());
  }

  public Answer serve(CimRequest.GetMeterReadings request, Incoming incoming) throws IOException, InterruptedException {
    Devices.Found found = devices.find(request.endDevices(), request.usagePoints());
    if (found.meters().isEmpty()) return desk.reply(request, nobody(found));
    boolean now = request.period().isEmpty() || "device".equals(request.options().get("source"));
    int most = now ? limits.metersNow() : limits.meters();
    if (found.meters().size() > most)
      return desk.reply(request, Reply.failed(ErrorCode.TOO_MANY.error(found.meters().size() + " meters are asked for, at most " + most
        + " are answered " + (now ? "from the field" : "") + "; ask in several requests")));
    return now ? fromMeters(request, found) : fromStore(request, found, request.period().orElseThrow());
  }

  private static Reply nobody(Devices.Found found) {
    if (found.unknown().isEmpty())
      return Reply.failed(ErrorCode.MANDATORY_MISSING.error("Request/GetMeterReadings: no EndDevice and no UsagePoint is named"));
    return Reply.failed(found.unknown().toArray(CimError[]::new));
  }

  private Answer fromStore(CimRequest.GetMeterReadings request, Devices.Found found, TimePeriod period) throws IOException {
    List<Mrid> meters = found.meters().stream().map(Meter::mrid).toList();
    try {
      return desk.readings(request, reply(found.unknown(), true), sink -> {
        int[] values = {0};
        readings.stored(meters, request.readingTypes(), period, reading -> {
          values[0] += reading.size();
          if (values[0] > limits.values()) throw new TooMany();
          sink.accept(reading);
        });
      });
    } catch (TooMany tooMany) {
      return desk.reply(request, Reply.failed(ErrorCode.TOO_MANY
        .error(
          "the answer has more than " + limits.values() + " values; ask for a shorter period, fewer meters or some ReadingTypes only")));
    }
  }

  private Answer fromMeters(CimRequest.GetMeterReadings request, Devices.Found found) throws IOException, InterruptedException {
    var errors = new ArrayList<>(found.unknown());
    var read = new ArrayList<MeterReading>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome<MeterReading>>> asked = new ArrayList<>();
      for (Meter meter : found.meters()) {
        asked.add(threads.submit(() -> readNow(meter, request.readingTypes())));
      }
      try {
        for (int i = 0; i < asked.size(); i++) {
          Outcome<MeterReading> outcome = asked.get(i).get();
          if (outcome instanceof Outcome.Done<MeterReading>(var reading)) read.add(reading);
          else
            errors.add(error(found.meters().get(i), outcome));
        }
      } catch (ExecutionException failed) {
        throw new IllegalStateException("reading on demand failed", failed.getCause());
      } finally {
        threads.shutdownNow();
      }
    }
    return desk.readings(request, reply(errors, !read.isEmpty()), sink -> read.forEach(sink));
  }

  private Outcome<MeterReading> readNow(Meter meter, Set<ReadingType> types) throws InterruptedException {
    conversations.acquire();
    try {
      return readings.now(meter, types);
    } finally {
      conversations.release();
    }
  }

  private static Reply reply(List<CimError> errors, boolean anything) {
    if (errors.isEmpty()) return Reply.ok();
    return new Reply(anything ? Reply.Result.PARTIAL : Reply.Result.FAILED, errors);
  }

  private static CimError error(Meter meter, Outcome<MeterReading> outcome) {
    return switch (outcome) {
      case Outcome.Done<MeterReading> done -> throw new IllegalStateException("no error: " + done);
      case Outcome.TimedOut<MeterReading>(var reason) -> error(meter, "4.1", "timed out", reason);
      case Outcome.Unreachable<MeterReading>(var reason) -> error(meter, "5.3", "the meter cannot be reached", reason);
      case Outcome.Refused<MeterReading>(var reason) -> error(meter, "5.3", "the meter refused", reason);
      case Outcome.Garbled<MeterReading>(var reason) -> error(meter, "5.3", "the meter's answer made no sense", reason);
      case Outcome.Unsupported<MeterReading>(var reason) -> error(meter, "5.6", "not available from this meter", reason);
    };
  }

  private static CimError error(Meter meter, String code, String reason, String details) {
    return new CimError(code, CimError.Level.FATAL, reason, details, meter.mrid().toString(), "EndDevice");
  }

  /** Ends the reading of the store. */
  private static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMany() { super("too many values", null, false, false); }
  }
}

package meridian.routes.meterreadings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import meridian.cim.CimError;
import meridian.cim.CimRequest;
import meridian.cim.ErrorCode;
import meridian.cim.Reply;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.grid.Meter;
import meridian.routes.message.Answer;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.message.Groups;
import meridian.routes.message.Incoming;
import meridian.routes.message.Testing;
import meridian.services.read.ReadMeters;

/**
 * Answers a GetMeterReadings: with a period from the store; without one, or with Option {@code source} = {@code device}, from the meters
 * now. Who is unknown or does not answer gets an Error of its own, the others their readings: Reply PARTIAL. Safe for concurrent callers.
 */
public final class GetMeterReadings {
  private final Desk desk;
  private final Devices devices;
  private final Groups groups;
  private final ReadMeters readings;
  private final Limits limits;
  private final OnDemand onDemand;

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

  public GetMeterReadings(Desk desk, Devices devices, Groups groups, ReadMeters readings, OnDemand onDemand, Limits limits) {
    this.desk = desk;
    this.devices = devices;
    this.groups = groups;
    this.readings = readings;
    this.onDemand = onDemand;
    this.limits = limits;
  }

  public Answer serve(CimRequest.GetMeterReadings request, Incoming incoming) throws IOException, InterruptedException {
    Devices.Found found = find(request);
    if (found.meters().isEmpty()) return desk.reply(request, nobody(found));
    boolean now = request.period().isEmpty() || "device".equals(request.options().get("source"));
    int most = now ? limits.metersNow() : limits.meters();
    if (found.meters().size() > most)
      return desk.reply(request, Reply.failed(ErrorCode.TOO_MANY.error(found.meters().size() + " meters are asked for, at most " + most
        + " are answered " + (now ? "from the field" : "") + "; ask in several requests")));
    if (now && Testing.isAskedFor(request.header()))
      return desk.reply(request, Reply.failed(ErrorCode.NOT_ATTEMPTED.error(Testing.WORDS)));
    return now ? fromMeters(request, found) : fromStore(request, found, request.period().orElseThrow());
  }

  private Devices.Found find(CimRequest.GetMeterReadings request) {
    Devices.Found named = devices.find(request.endDevices(), request.usagePoints());
    if (request.groups().isEmpty()) return named;
    Set<Meter> meters = new LinkedHashSet<>(named.meters());
    List<CimError> unknown = new ArrayList<>(named.unknown());
    groups.expand(request.groups(), meters, unknown);
    return new Devices.Found(List.copyOf(meters), unknown);
  }

  private static Reply nobody(Devices.Found found) {
    if (found.unknown().isEmpty())
      return Reply
        .failed(ErrorCode.MANDATORY_MISSING.error("Request/GetMeterReadings: no EndDevice, no UsagePoint and no group of them is named"));
    return Reply.failed(found.unknown());
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
    OnDemand.Result result = onDemand.read(found.meters(), request.readingTypes());
    var errors = new ArrayList<>(found.unknown());
    errors.addAll(result.errors());
    return desk.readings(request, reply(errors, !result.readings().isEmpty()), sink -> result.readings().forEach(sink));
  }

  private static Reply reply(List<CimError> errors, boolean anything) {
    if (errors.isEmpty()) return Reply.ok();
    return new Reply(anything ? Reply.Result.PARTIAL : Reply.Result.FAILED, errors);
  }

  /** Ends the reading of the store. */
  private static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMany() { super("too many values", null, false, false); }
  }
}

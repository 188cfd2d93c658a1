package meridian.routes.meterreadings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import meridian.cim.CimError;
import meridian.cim.CimRequest.Configure;
import meridian.cim.ErrorCode;
import meridian.cim.Reply;
import meridian.model.grid.Meter;
import meridian.model.master.CimElement;
import meridian.model.message.Verb;
import meridian.model.metering.ReadingType;
import meridian.routes.message.Answer;
import meridian.routes.message.AnswerLater;
import meridian.routes.message.BulkMessage;
import meridian.routes.message.BulkService;
import meridian.routes.message.Desk;
import meridian.routes.message.Devices;
import meridian.routes.message.Incoming;
import meridian.routes.message.MessageStart;
import meridian.routes.message.ObjectCodes;
import meridian.routes.message.ReplyAddresses;
import meridian.routes.message.Sender;
import meridian.routes.message.Testing;

/**
 * {@code create MeterReadings}: a wish to have meters read now, acknowledged with 0.3; the readings follow as CreatedMeterReadings to the
 * reply address, with the request's CorrelationID, and a Reply there names the meters that gave none. One that has values in it is no wish: they
 * are kept. Source: what EPRI's test documents and one
 * head-end do. Safe for concurrent callers.
 */
public final class RequestMeterReadings {
  private final Desk desk;
  private final Devices devices;
  private final OnDemand onDemand;
  private final AnswerLater later;
  private final ReplyAddresses addresses;
  private final int most;
  private final BulkService told;

  /** @param most meters in one request @param told takes a message that brings values */
  public RequestMeterReadings(Desk desk, Devices devices, OnDemand onDemand, AnswerLater later, ReplyAddresses addresses, int most,
    BulkService told) {
    this.desk = desk;
    this.devices = devices;
    this.onDemand = onDemand;
    this.later = later;
    this.addresses = addresses;
    this.most = most;
    this.told = told;
  }

  public Answer serve(Configure request, Incoming incoming) throws IOException, InterruptedException {
    if (request.objects().stream().anyMatch(RequestMeterReadings::hasValues))
      return told.take(new BulkMessage(incoming.endpoint(), incoming.partner(), incoming.at(), MessageStart.UNKNOWN,
        new ByteArrayInputStream(incoming.message()), incoming.replyTo(), incoming.replayOf()));
    var sender = new Sender(request.header(), incoming);
    List<CimError> errors = new ArrayList<>();
    addresses.trouble(sender).ifPresent(errors::add);
    if (sender.replyAddress().isEmpty())
      errors.add(ErrorCode.MANDATORY_MISSING.error("Header/ReplyAddress: where are the readings to go? GetMeterReadings answers at once"));
    Set<Meter> meters = new LinkedHashSet<>();
    Set<ReadingType> types = new HashSet<>();
    for (CimElement reading : request.objects()) {
      if (!reading.name().equals("MeterReading")) continue;
      Devices.Found found = devices.find(identifier(reading, "Meter"), identifier(reading, "UsagePoint"));
      meters.addAll(found.meters());
      errors.addAll(found.unknown());
      reading.list("Readings").forEach(value -> type(value, errors).ifPresent(types::add));
    }
    if (meters.isEmpty() && errors.isEmpty())
      errors.add(ErrorCode.MANDATORY_MISSING.error("Payload/MeterReadings: no Meter and no UsagePoint is named"));
    if (meters.size() > most)
      errors.add(ErrorCode.TOO_MANY.error(meters.size() + " meters are asked for, at most " + most + " are read; ask in several requests"));
    if (!errors.isEmpty()) return desk.reply(request, Reply.failed(errors));
    boolean taken = later.give(sender.replyAddress(), taker -> {
      OnDemand.Result result = Testing.isAskedFor(request.header())
        ? new OnDemand.Result(List.of(), List.of(ErrorCode.NOT_ATTEMPTED.error(Testing.WORDS)))
        : onDemand.read(List.copyOf(meters), types);
      if (!result.readings().isEmpty()) taker.take(Verb.CREATED, desk.created(request, result.readings()));
      if (!result.errors().isEmpty())
        taker.take(Verb.REPLY, desk.reply(request,
          new Reply(result.readings().isEmpty() ? Reply.Result.FAILED : Reply.Result.PARTIAL, result.errors())));
    });
    return desk.reply(request, taken ? Reply.acknowledged() : Reply.failed(AnswerLater.FULL));
  }

  private static boolean hasValues(CimElement reading) {
    return !reading.list("IntervalBlocks").isEmpty() || reading.list("Readings").stream().anyMatch(value -> !value.text("value").isEmpty());
  }

  private static List<String> identifier(CimElement reading, String type) {
    return reading.find(type).map(device -> device.identifiers().stream().limit(1).toList()).orElse(List.of());
  }

  private static Optional<ReadingType> type(CimElement value, List<CimError> errors) {
    String ref = value.find("ReadingType").map(type -> type.attributes().getOrDefault("ref", "")).orElse("");
    if (ref.isEmpty()) return Optional.empty();
    Optional<ReadingType> type = ReadingType.find(ref);
    if (type.isEmpty()) errors.add(ObjectCodes.unknown("ReadingType", ref, "a ReadingType has 18 parts"));
    return type;
  }
}

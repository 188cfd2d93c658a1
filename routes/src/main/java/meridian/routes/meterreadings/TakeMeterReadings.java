package meridian.routes.meterreadings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.cim.CimError;
import meridian.cim.CimException;
import meridian.cim.ErrorCode;
import meridian.cim.Header;
import meridian.cim.Reply;
import meridian.cim.Wrapping;
import meridian.cim.dialect.Dialect;
import meridian.cim.dialect.HeaderPeek;
import meridian.cim.readings.Defect;
import meridian.cim.readings.Device;
import meridian.cim.readings.ReadingsReader;
import meridian.cim.readings.ReadingsSink;
import meridian.cim.readings.Report;
import meridian.model.Mrid;
import meridian.model.message.Verb;
import meridian.model.metering.MeterReading;
import meridian.routes.message.Answer;
import meridian.routes.message.BulkMessage;
import meridian.routes.message.BulkService;
import meridian.routes.message.Desk;
import meridian.routes.message.MessageStart;
import meridian.routes.message.PartialSuccess;
import meridian.routes.message.Testing;
import meridian.services.port.StoreException;
import meridian.services.record.TakeReadings;

/**
 * Keeps readings that a head-end tells of, created or changed, of any number, as they come: what is told is durable when it is answered. One
 * Error for each defect, up to a hundred; what no defect names is kept, unless the operator wants all or nothing. Safe for concurrent callers.
 */
public final class TakeMeterReadings implements BulkService {
  private static final Logger LOG = LoggerFactory.getLogger(TakeMeterReadings.class);

  private final Desk desk;
  private final TakeReadings readings;
  private final PartialSuccess partialSuccess;

  public TakeMeterReadings(Desk desk, TakeReadings readings, PartialSuccess partialSuccess) {
    this.desk = desk;
    this.readings = readings;
    this.partialSuccess = partialSuccess;
  }

  @Override
  public boolean takes(MessageStart start) { return start.brings("MeterReadings"); }

  @Override
  public Answer take(BulkMessage message) throws IOException {
    HeaderPeek partner = HeaderPeek.always(message.message(), desk.partners());
    PartialSuccess partly = partialSuccess.of(partner.profile());
    var sink = new Sink(partner.dialect());
    try {
      Report report = ReadingsReader.read(partner.plain(), sink, options(partly));
      return sink.reply(report.wrapping(), reply(report, sink.unsound, partly));
    } catch (CimException bad) {
      return desk.refuse(new CimException(bad.error(), bad.header().map(header -> header.in(partner.dialect())), bad.wrapping()));
    } catch (StoreException trouble) {
      LOG.error("readings from {} wait for the store: {}", message.endpoint(), trouble.getMessage());
      return sink.reply(Optional.empty(), Reply.failed(ErrorCode.BUSY.error("the hub's store does not answer; send it again later")));
    } catch (UncheckedIOException broken) {
      throw broken.getCause();
    }
  }

  private static ReadingsReader.Options options(PartialSuccess partly) {
    return (partly == PartialSuccess.NOTHING
      ? ReadingsReader.Options.allOrNothing(Path.of(System.getProperty("java.io.tmpdir")))
      : ReadingsReader.Options.partial()).lenient();
  }

  private static Reply reply(Report report, long unsound, PartialSuccess partly) {
    if (report.whole() && unsound == 0) return Reply.ok();
    List<CimError> errors = new ArrayList<>(report.defects().stream().map(Defect::error).toList());
    if (report.moreDefects() > 0) errors.add(ErrorCode.SEVERAL_ERRORS.error(report.moreDefects() + " more"));
    if (unsound > 0) errors.add(ErrorCode.BUSINESS_RULE.error(unsound + " values before 2000 or past 9999 are left out"));
    report.broken().map(Defect::error).ifPresent(errors::add);
    return new Reply(partly.result(report.values() > unsound), errors);
  }

  /** Of one message. */
  private final class Sink implements ReadingsSink {
    private final Dialect dialect;
    private Header header;
    private Wrapping wrapping = Wrapping.GENERIC;
    private long unsound;

    Sink(Dialect dialect) {
      this.dialect = dialect;
      header = Header.of(Verb.CREATED, "MeterReadings", "", "", desk.clock().instant(), "").in(dialect);
    }

    @Override
    public void header(Header told, Wrapping as) {
      header = told.in(dialect);
      wrapping = as;
    }

    @Override
    public Optional<Mrid> find(Device device) { return readings.find(device.meter(), device.usagePoint()); }

    @Override
    public void batch(List<MeterReading> batch) {
      if (!Testing.isAskedFor(header)) unsound += readings.take(batch).unsound();
    }

    Answer reply(Optional<Wrapping> as, Reply reply) { return desk.reply(header, as.orElse(wrapping), reply); }
  }
}

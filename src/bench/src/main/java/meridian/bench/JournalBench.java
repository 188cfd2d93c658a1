package meridian.bench;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import meridian.cim.CimCodec;
import meridian.cim.CimLimits;
import meridian.cim.Naming;
import meridian.cim.Reply;
import meridian.cim.Wrapping;
import meridian.model.Mrid;
import meridian.model.TimePeriod;
import meridian.model.message.Exchange;
import meridian.model.message.Notice;
import meridian.model.metering.IntervalBlock;
import meridian.model.metering.MeterReading;
import meridian.model.metering.Reading;
import meridian.model.metering.ReadingQuality;
import meridian.model.metering.ReadingType;
import meridian.services.port.Journal;
import meridian.services.port.Journal.Field;
import meridian.services.port.Journal.Query;
import meridian.services.port.ReadingStore;
import meridian.store.Store;
import meridian.store.StoreConfig;

/**
 * What the journal costs the messages that pass it. A request: GetMeterReadings decoded, a meter's last day read from the store, the answer
 * encoded, both journalled. A delivery: a meter's readings recorded durably, encoded, journalled. Each beside the same with a journal that
 * throws everything away, in turns; then once more while somebody searches.
 */
final class JournalBench implements Bench {
  private static final int CALLERS = 8;
  private static final int METERS = 1_000;
  private static final int TURNS = 3;
  private static final Duration TURN = Duration.ofSeconds(3);
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final ReadingType PROFILE = ReadingType.ACTIVE_ENERGY_FORWARD_15MIN_kWh;
  private static final ReadingType REGISTER = ReadingType.ACTIVE_ENERGY_FORWARD_kWh;

  private final List<Mrid> meters = new ArrayList<>();
  private final CimCodec codec = new CimCodec(CimLimits.defaults(), new Naming() {
    @Override
    public String nameOf(Mrid device) { return "MTR"; }

    @Override
    public String usagePointOf(Mrid device) { return "UP"; }
  }, "meridian");
  private final AtomicLong number = new AtomicLong();

  @FunctionalInterface
  private interface Work {
    void once(Journal journal, long number) throws Exception;
  }

  @Override
  public void run(Table table) throws Exception {
    for (int i = 0; i < METERS; i++) {
      meters.add(Mrid.derivedFrom("meter " + i));
    }
    try (var scratch = Scratch.make("journal");
      Store store = Store.open(StoreConfig.in(scratch.resolve("store")))) {
      for (Mrid meter : meters) {
        store.readings().record(List.of(new MeterReading(meter, List.of(), List.of(day()))));
      }
      measure(table, "requests answered/s", store.journal(), (journal, n) -> request(journal, store.readings(), n));
      measure(table, "deliveries/s", store.journal(), (journal, n) -> delivery(journal, store.readings(), n));
      long found = 0;
      long began_ns = System.nanoTime();
      for (int i = 0; i < 200; i++) {
        found += store.journal().search(Query.newest(50).with(Field.DEVICE, meters.get(i * 5).toString())).exchanges().size();
      }
      table.row("searches by device/s, one after another", 200e9 / (System.nanoTime() - began_ns), "");
      table.note("%,d messages in all, %,d found by device; %d callers, best of %d turns of %d s each way", number.get(), found, CALLERS,
        TURNS,
        TURN.toSeconds());
    }
  }

  private void measure(Table table, String what, Journal journal, Work work) throws Exception {
    rate(journal, work, false);
    rate(NONE, work, false);
    double with = 0;
    double without = 0;
    double searched = 0;
    for (int turn = 0; turn < TURNS; turn++) {
      without = Math.max(without, rate(NONE, work, false));
      with = Math.max(with, rate(journal, work, false));
      searched = Math.max(searched, rate(journal, work, true));
    }
    table.row(what, with, without, "the same, nothing journalled");
    table.row(what + ", while one searches", searched, without, "the same, nothing journalled");
  }

  /** @param search whether somebody looks for a device's messages and opens one, 20 times a second */
  private double rate(Journal journal, Work work, boolean search) throws Exception {
    var over = new AtomicBoolean();
    var done = new AtomicLong();
    long start_ns = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<?>>();
      for (int i = 0; i < CALLERS; i++) {
        running.add(threads.submit(() -> {
          while (!over.get()) {
            work.once(journal, number.getAndIncrement());
            done.incrementAndGet();
          }
          return null;
        }));
      }
      if (search) running.add(threads.submit(() -> {
        for (int i = 0; !over.get(); i++) {
          Query query = Query.newest(50).with(i % 2 == 0 ? Field.DEVICE : Field.NOUN,
            i % 2 == 0 ? meters.get(i % METERS).toString() : "MeterReadings");
          journal.search(query).exchanges().stream().findFirst().ifPresent(one -> journal.find(one.id()));
          Thread.sleep(50);
        }
        return null;
      }));
      Thread.sleep(TURN);
      over.set(true);
      for (Future<?> each : running) {
        each.get();
      }
    }
    return done.get() * 1e9 / (System.nanoTime() - start_ns);
  }

  private void request(Journal journal, ReadingStore readings, long n) throws Exception {
    Mrid meter = meters.get((int) (n % METERS));
    byte[] request = """
      <RequestMessage xmlns="http://iec.ch/TC57/2011/schema/message"><Header><Verb>get</Verb><Noun>MeterReadings</Noun>\
      <Timestamp>2026-03-02T00:00:00Z</Timestamp><Source>mdm</Source><MessageID>%s</MessageID></Header>\
      <Request><StartTime>2026-03-01T00:00:00Z</StartTime><EndTime>2026-03-02T00:00:00Z</EndTime>\
      <GetMeterReadings xmlns="http://iec.ch/TC57/2011/GetMeterReadings#"><EndDevice><mRID>%s</mRID></EndDevice>\
      </GetMeterReadings></Request></RequestMessage>""".formatted(Mrid.random(), meter).getBytes(StandardCharsets.UTF_8);
    var decoded = codec.decode(new ByteArrayInputStream(request));
    var out = new ByteArrayOutputStream();
    codec.encodeReadings(decoded.header(), decoded.wrapping(), Mrid.random().toString(), START, Reply.ok(),
      sink -> readings.read(List.of(meter), Set.of(PROFILE), new TimePeriod(START, START.plus(Duration.ofDays(1))), sink), out);
    append(journal, Exchange.Direction.IN, "get", decoded.header().messageId(), meter, request);
    append(journal, Exchange.Direction.OUT, "reply", Mrid.random().toString(), meter, out.toByteArray());
  }

  private void delivery(Journal journal, ReadingStore readings, long n) {
    Mrid meter = meters.get((int) (n % METERS));
    Instant time = START.plusSeconds(900 * (1 + n / METERS));
    var reading = new MeterReading(meter, List.of(new Reading(REGISTER, time, n * 0.125, ReadingQuality.VALID)), List.of());
    readings.record(List.of(reading));
    Mrid messageId = Mrid.random();
    byte[] message = codec.encode(new Notice(n, messageId, time, new Notice.Readings(List.of(reading))), Wrapping.GENERIC);
    append(journal, Exchange.Direction.OUT, "created", messageId.toString(), meter, message);
  }

  private static void append(Journal journal, Exchange.Direction direction, String verb, String messageId, Mrid meter, byte[] message) {
    var header = new Exchange.Header(verb, "MeterReadings", "", "mdm", messageId, "", Optional.empty(), false, false, "", "");
    journal.append(new Exchange(0, Instant.now(), direction, "jms:meridian.cim.request", "jms", header, List.of(meter.toString()), "OK", 1,
      message.length, 0, 0), message);
  }

  private static IntervalBlock day() {
    var values = new double[96];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 400 + 100) / 1000.0;
    }
    var qualities = new int[values.length];
    Arrays.fill(qualities, ReadingQuality.VALID.packed());
    return new IntervalBlock(PROFILE, START.plus(Duration.ofMinutes(15)), Duration.ofMinutes(15), values, qualities);
  }

  /** Throws everything away. */
  static final Journal NONE = new Journal() {
    @Override
    public void append(Exchange exchange, byte[] body) {
      // That is the point.
    }

    @Override
    public Page search(Query query) { return new Page(List.of(), 0); }

    @Override
    public Optional<Kept> find(long id) { return Optional.empty(); }
  };
}

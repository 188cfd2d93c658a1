package meridian.routes.meterreadings;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

import meridian.adapter.Outcome;
import meridian.cim.CimError;
import meridian.model.grid.Meter;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingType;
import meridian.services.read.ReadMeters;

/** Reads meters now, some at a time for all requests together. Safe for concurrent callers. */
public final class OnDemand {
  private final ReadMeters readings;
  private final Semaphore conversations;

  /** @param atOnce most meters asked at the same time */
  public OnDemand(ReadMeters readings, int atOnce) {
    this.readings = readings;
    conversations = new Semaphore(atOnce);
  }

  /** @param errors one for each meter that gave nothing */
  record Result(List<MeterReading> readings, List<CimError> errors) {}

  Result read(List<Meter> meters, Set<ReadingType> types) throws InterruptedException {
    var errors = new ArrayList<CimError>();
    var read = new ArrayList<MeterReading>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Outcome<MeterReading>>> asked = new ArrayList<>();
      for (Meter meter : meters) {
        asked.add(threads.submit(() -> readNow(meter, types)));
      }
      try {
        for (int i = 0; i < asked.size(); i++) {
          Outcome<MeterReading> outcome = asked.get(i).get();
          if (outcome instanceof Outcome.Done<MeterReading>(var reading)) read.add(reading);
          else
            errors.add(error(meters.get(i), outcome));
        }
      } catch (ExecutionException failed) {
        throw new IllegalStateException("reading on demand failed", failed.getCause());
      } finally {
        threads.shutdownNow();
      }
    }
    return new Result(read, errors);
  }

  private Outcome<MeterReading> readNow(Meter meter, Set<ReadingType> types) throws InterruptedException {
    conversations.acquire();
    try {
      return readings.now(meter, types);
    } finally {
      conversations.release();
    }
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
}

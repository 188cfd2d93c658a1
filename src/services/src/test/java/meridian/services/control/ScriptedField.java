package meridian.services.control;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import meridian.adapter.Control;
import meridian.adapter.Outcome;
import meridian.adapter.RelayState;
import meridian.model.TimePeriod;
import meridian.model.grid.Meter;
import meridian.model.metering.MeterReading;
import meridian.model.metering.ReadingType;
import meridian.services.field.Field;

/** Meters with a relay each, closed at first, that obey unless the test says otherwise. Remembers what was asked: {@code ping M1}. */
final class ScriptedField implements Field {
  /** What was asked, in order. */
  final List<String> asked = new CopyOnWriteArrayList<>();
  final Map<String, RelayState> relays = new ConcurrentHashMap<>();
  /** Answers, one a control, before a meter obeys; by meter. */
  final Map<String, List<Supplier<Outcome<RelayState>>>> answers = new ConcurrentHashMap<>();
  /** Meters that do not answer, controls or pings. */
  final Set<String> silent = ConcurrentHashMap.newKeySet();
  /** Meters whose conversation does not end. */
  final Set<String> hanging = ConcurrentHashMap.newKeySet();
  private final Semaphore never = new Semaphore(0);

  void answer(String meter, Supplier<Outcome<RelayState>> answer) {
    answers.computeIfAbsent(meter, _ -> new CopyOnWriteArrayList<>()).add(answer);
  }

  long controls() { return asked.stream().filter(question -> !question.startsWith("ping")).count(); }

  @Override
  public Outcome<RelayState> control(Meter meter, Control control) throws InterruptedException {
    asked.add(control + " " + meter.name());
    if (hanging.contains(meter.name())) never.acquire();
    if (silent.contains(meter.name())) return new Outcome.TimedOut<>("no answer");
    List<Supplier<Outcome<RelayState>>> script = answers.getOrDefault(meter.name(), List.of());
    if (!script.isEmpty()) return script.removeFirst().get();
    relays.put(meter.name(), control == Control.CONNECT ? RelayState.CONNECTED : RelayState.DISCONNECTED);
    return relay(meter);
  }

  @Override
  public Outcome<RelayState> ping(Meter meter) throws InterruptedException {
    asked.add("ping " + meter.name());
    if (hanging.contains(meter.name())) never.acquire();
    return silent.contains(meter.name()) ? new Outcome.Unreachable<>("nobody there") : relay(meter);
  }

  private Outcome<RelayState> relay(Meter meter) {
    return new Outcome.Done<>(relays.getOrDefault(meter.name(), RelayState.CONNECTED));
  }

  @Override
  public Outcome<MeterReading> readNow(Meter meter, Set<ReadingType> types) { throw new UnsupportedOperationException(); }

  @Override
  public Outcome<MeterReading> collect(Meter meter, Set<ReadingType> registers, Set<ReadingType> intervals, TimePeriod period) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Duration patience() { return Duration.ofSeconds(1); }
}

package meridian.services.master;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.control.Command;
import meridian.model.grid.Meter;
import meridian.model.grid.UsagePoint;
import meridian.model.master.CimElement;
import meridian.model.master.MasterObject;
import meridian.model.master.Mention;
import meridian.services.port.CommandStore;
import meridian.services.port.MasterStore;
import meridian.services.port.MasterStore.Key;
import meridian.services.registry.Registry;

/**
 * The utility's master data: what messages create, change, link and ask for. Meters and usage points among it are the registry's, and those
 * that came with the grid model are found here too. An EndDevice is a Meter. Safe for concurrent callers; changes are made one message at a
 * time. Nothing of it stays in memory but what the registry knows.
 */
public final class MasterData {
  /** Objects read from the store at once, when many are told. */
  private static final int AT_ONCE = 500;
  private static final int LATEST_COMMANDS = 100;

  private final MasterStore store;
  private final Registry registry;
  private final CommandStore commands;

  /** @param registry changed by this alone, from now on */
  public MasterData(MasterStore store, Registry registry, CommandStore commands) {
    this.store = store;
    this.registry = registry;
    this.commands = commands;
  }

  /** @param touched objects as they are now, each once; those gone as they were @param problems one a wish at most; empty: all was granted */
  public record Done(List<MasterObject> touched, List<Problem> problems) {
    public Done {
      touched = List.copyOf(touched);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Grants wishes, each seeing what those before it did; durable, and in the registry, on return.
   *
   * @param allOrNothing true: with any problem nothing is done. False: those without problem are done
   * @throws meridian.services.port.StoreException when it could not be kept: nothing is done
   */
  public synchronized Done apply(List<Wish> wishes, boolean allOrNothing) { return grant(wishes, allOrNothing, true); }

  /** What would come of it: as {@link #apply}, but nothing is kept. */
  public synchronized Done check(List<Wish> wishes, boolean allOrNothing) {
    return grant(wishes, allOrNothing, false);
  }

  private Done grant(List<Wish> wishes, boolean allOrNothing, boolean keep) {
    var draft = new Draft(store, registry);
    draft.prefetch(wishes.stream().flatMap(MasterData::told).toList());
    var grants = new Grants(draft, this::hasOpenCommands);
    Map<Key, MasterObject> touched = new LinkedHashMap<>();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < wishes.size(); i++) {
      try {
        grants.grant(wishes.get(i)).forEach(object -> touched.put(Key.of(object), object));
      } catch (Refused why) {
        problems.add(why.problem(i));
      }
    }
    if (allOrNothing && !problems.isEmpty()) return new Done(List.of(), problems);
    if (keep && !draft.isUnchanged()) {
      MasterStore.Change change = draft.change();
      store.apply(change);
      registry.apply(change.grid());
    }
    return new Done(List.copyOf(touched.values()), problems);
  }

  private static Stream<CimElement> told(Wish wish) {
    return switch (wish) {
      case Wish.Create(CimElement object) -> Stream.of(object);
      case Wish.Change(CimElement object) -> Stream.of(object);
      case Wish.Delete(CimElement object) -> Stream.of(object);
      case Wish.DeleteElements(CimElement object) -> Stream.of(object);
      case Wish.LinkTogether(List<CimElement> objects) -> objects.stream();
      case Wish.TakeApart(List<CimElement> objects) -> objects.stream();
    };
  }

  private boolean hasOpenCommands(Mrid meter) {
    return commands.findByDevice(meter, LATEST_COMMANDS).stream().anyMatch(command -> !(command.state() instanceof Command.Finished));
  }

  /**
   * What a query asks for.
   *
   * @param type what is wanted, for example {@code Meter}
   * @param by objects that the wanted ones are or belong to, any of them, of any type, by identifier; empty: all
   */
  public record Question(String type, List<CimElement> by, long offset, int limit) {
    public Question {
      by = List.copyOf(by);
      if (offset < 0 || limit < 0) throw new IllegalArgumentException("offset " + offset + " and limit " + limit + " must not be below 0");
    }
  }

  /**
   * Feeds what is found to the sink as it is read, called {@code type}, in an order that stays while nothing changes; returns a problem for each
   * object of the question that is not known, numbered by its place among them.
   */
  public List<Problem> find(Question question, Consumer<CimElement> sink) {
    String type = Mention.keptType(question.type());
    Consumer<MasterObject> feed = object -> sink.accept(identified(object).named(question.type()));
    if (question.by().isEmpty()) {
      switch (type) {
        case View.METER -> feedMeters(registry.meters().skip(question.offset()).limit(question.limit()), feed);
        case View.USAGE_POINT -> feedPoints(registry.usagePoints().skip(question.offset()).limit(question.limit()), feed);
        default -> feedAll(type, question, feed);
      }
      return List.of();
    }
    var walk = new Walk(new View(store, registry));
    var found = new TreeSet<Mrid>();
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < question.by().size(); i++) {
      try {
        found.addAll(walk.from(new View(store, registry).get(question.by().get(i)), type));
      } catch (Refused why) {
        problems.add(why.problem(i));
      }
    }
    Stream<Mrid> wanted = found.stream().skip(question.offset()).limit(question.limit());
    switch (type) {
      case View.METER -> feedMeters(wanted.flatMap(mrid -> registry.findMeter(mrid).stream()), feed);
      case View.USAGE_POINT -> feedPoints(wanted.flatMap(mrid -> registry.findUsagePoint(mrid).stream()), feed);
      default -> inPieces(wanted, piece -> {
        Map<Mrid, MasterObject> kept = store.find(type, piece);
        piece.stream().map(kept::get).filter(object -> object != null).forEach(feed);
      });
    }
    return problems;
  }

  /** With the mRID by which the hub knows it, when it was told without one. */
  private static CimElement identified(MasterObject object) {
    CimElement content = object.content();
    if (!content.mrid().isEmpty()) return content;
    return content.with(Stream.concat(Stream.of(CimElement.value("mRID", object.mrid().toString())), content.children().stream()).toList());
  }

  private void feedMeters(Stream<Meter> meters, Consumer<MasterObject> feed) {
    inPieces(meters, piece -> {
      Map<Mrid, MasterObject> kept = store.find(View.METER, piece.stream().map(Meter::mrid).toList());
      piece.forEach(meter -> feed.accept(Optional.ofNullable(kept.get(meter.mrid())).orElseGet(() -> Meaning.describe(meter))));
    });
  }

  private void feedPoints(Stream<UsagePoint> points, Consumer<MasterObject> feed) {
    inPieces(points, piece -> {
      Map<Mrid, MasterObject> kept = store.find(View.USAGE_POINT, piece.stream().map(UsagePoint::mrid).toList());
      piece.forEach(point -> feed.accept(Optional.ofNullable(kept.get(point.mrid())).orElseGet(() -> Meaning.describe(point))));
    });
  }

  private void feedAll(String type, Question question, Consumer<MasterObject> feed) {
    @Nullable
    Mrid last = null;
    for (int left = question.limit(); left > 0;) {
      List<MasterObject> piece = store.list(type, last, last == null ? question.offset() : 0, Math.min(AT_ONCE, left));
      piece.forEach(feed);
      if (piece.size() < Math.min(AT_ONCE, left)) return;
      left -= piece.size();
      last = piece.getLast().mrid();
    }
  }

  private static <T> void inPieces(Stream<T> all, Consumer<List<T>> take) {
    List<T> piece = new ArrayList<>(AT_ONCE);
    for (Iterator<T> each = all.iterator(); each.hasNext();) {
      piece.add(each.next());
      if (piece.size() < AT_ONCE && each.hasNext()) continue;
      take.accept(piece);
      piece.clear();
    }
  }

  /**
   * Meters of an EndDeviceGroup, or at the usage points of a UsagePointGroup; groups in groups included.
   *
   * @param groupType EndDeviceGroup or UsagePointGroup
   * @param identifier mRID or a name
   * @return empty Optional when there is no such group, or several of that name
   */
  public Optional<Set<Mrid>> members(String groupType, String identifier) {
    var view = new View(store, registry);
    try {
      MasterObject group = view.get(CimElement.part(groupType, CimElement.value("mRID", identifier)));
      return Optional.of(Set.copyOf(new Walk(view).members(group)));
    } catch (Refused _) {
      return Optional.empty();
    }
  }
}

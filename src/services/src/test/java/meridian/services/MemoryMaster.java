package meridian.services;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.grid.GridChange;
import meridian.model.master.Link;
import meridian.model.master.MasterObject;
import meridian.model.master.Mention;
import meridian.services.port.MasterStore;
import meridian.services.port.StoreException;

/** Keeps master data in memory. */
public final class MemoryMaster implements MasterStore {
  private final Map<String, TreeMap<Mrid, MasterObject>> objects = new HashMap<>();
  private final Set<Link> links = new LinkedHashSet<>();
  /** What was told of the grid, change by change. */
  public final List<GridChange> grid = new ArrayList<>();
  /** Refuses to keep anything when set. */
  public volatile boolean broken;

  @Override
  public synchronized void apply(Change change) {
    if (broken) throw new StoreException("broken", new IllegalStateException("by the test"));
    for (Key key : change.gone()) {
      of(key.type()).remove(key.mrid());
      links.removeIf(link -> isOf(link, key));
    }
    change.put().forEach(object -> of(object.type()).put(object.mrid(), object));
    change.unlinked().forEach(links::remove);
    links.addAll(change.linked());
    if (!change.grid().isNone()) grid.add(change.grid());
  }

  private static boolean isOf(Link link, Key key) {
    return key.equals(new Key(link.aType(), link.a())) || key.equals(new Key(link.bType(), link.b()));
  }

  private TreeMap<Mrid, MasterObject> of(String type) { return objects.computeIfAbsent(type, _ -> new TreeMap<>()); }

  @Override
  public synchronized Map<Mrid, MasterObject> find(String type, Collection<Mrid> mrids) {
    var found = new HashMap<Mrid, MasterObject>();
    mrids.stream().map(of(type)::get).filter(Objects::nonNull).forEach(object -> found.put(object.mrid(), object));
    return found;
  }

  @Override
  public synchronized Map<String, Set<Mrid>> findByName(String type, Collection<String> names, int each) {
    var found = new HashMap<String, Set<Mrid>>();
    var wanted = Set.copyOf(names);
    for (MasterObject object : of(type).values()) {
      for (String name : object.names()) {
        if (!wanted.contains(name)) continue;
        Set<Mrid> these = found.computeIfAbsent(name, _ -> new LinkedHashSet<>());
        if (these.size() < each) these.add(object.mrid());
      }
    }
    return found;
  }

  @Override
  public synchronized List<MasterObject> list(String type, @Nullable Mrid after, long skip, int limit) {
    return (after == null ? of(type) : of(type).tailMap(after, false)).values().stream().skip(skip).limit(limit).toList();
  }

  @Override
  public synchronized long count(String type) { return of(type).size(); }

  @Override
  public synchronized List<Link> links(Key object) { return links.stream().filter(link -> isOf(link, object)).toList(); }

  @Override
  public synchronized List<Key> mentioning(Collection<Mention> mentions, int limit) {
    return objects.values().stream().flatMap(all -> all.values().stream())
      .filter(object -> object.mentions().stream().anyMatch(mentions::contains)).map(Key::of).limit(limit).toList();
  }
}

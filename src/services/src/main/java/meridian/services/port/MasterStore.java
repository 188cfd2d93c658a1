package meridian.services.port;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.grid.GridChange;
import meridian.model.master.Link;
import meridian.model.master.MasterObject;
import meridian.model.master.Mention;

/** Keeps master data and its links. Types are those of {@link Mention#keptType}. Safe for concurrent callers. */
public interface MasterStore {

  /** What an object is kept under. */
  record Key(String type, Mrid mrid) {
    public static Key of(MasterObject object) { return new Key(object.type(), object.mrid()); }
  }

  /**
   * What one message does to the master data, decided before.
   *
   * @param put new, or in place of the one of the same type and mRID
   * @param gone objects that are no more, kept or not; their links go with them
   * @param grid what it means to meters and usage points
   */
  record Change(List<MasterObject> put, List<Key> gone, List<Link> linked, List<Link> unlinked, GridChange grid) {
    public Change {
      put = List.copyOf(put);
      gone = List.copyOf(gone);
      linked = List.copyOf(linked);
      unlinked = List.copyOf(unlinked);
    }
  }

  /** All of it, in one transaction; durable on return. */
  void apply(Change change);

  /** Those that are kept. */
  Map<Mrid, MasterObject> find(String type, Collection<Mrid> mrids);

  default Optional<MasterObject> find(String type, Mrid mrid) { return Optional.ofNullable(find(type, List.of(mrid)).get(mrid)); }

  /**
   * Objects of a type by {@link MasterObject#names}, whatever the NameType: one a name, as a rule.
   *
   * @param each most of one name
   * @return names nobody has are left out
   */
  Map<String, Set<Mrid>> findByName(String type, Collection<String> names, int each);

  /** Objects of a type in an order of the store's own. @param after the last one had before; null for the first ones @param skip so many first */
  List<MasterObject> list(String type, @Nullable Mrid after, long skip, int limit);

  long count(String type);

  /** The links of an object, in an order of their own. */
  List<Link> links(Key object);

  /** Objects whose tree has one of these {@link MasterObject#mentions}, in an order of their own. */
  List<Key> mentioning(Collection<Mention> mentions, int limit);
}

package meridian.services.port;

import java.util.List;
import java.util.Optional;

import meridian.model.Mrid;
import meridian.model.grid.GridChange;
import meridian.model.master.Link;
import meridian.model.master.MasterObject;

/** Keeps master data and its links. Safe for concurrent callers. */
public interface MasterStore {

  /**
   * What one message does to the master data, decided before.
   *
   * @param put new, or in place of the one of the same type and mRID
   * @param gone objects that are no more; their links go with them
   * @param grid what it means to meters and usage points
   */
  record Change(List<MasterObject> put, List<MasterObject> gone, List<Link> linked, List<Link> unlinked, GridChange grid) {
    public Change {
      put = List.copyOf(put);
      gone = List.copyOf(gone);
      linked = List.copyOf(linked);
      unlinked = List.copyOf(unlinked);
    }
  }

  /** All of it, in one transaction; durable on return. */
  void apply(Change change);

  Optional<MasterObject> find(String type, Mrid mrid);

  /** Objects of a type that have this name, whatever its NameType, or this mRID as written; usually one. At most {@code limit}. */
  List<MasterObject> findByName(String type, String name, int limit);

  /** Objects of a type by mRID, from {@code offset} on. */
  List<MasterObject> list(String type, long offset, int limit);

  long count(String type);

  /** The links of an object. */
  List<Link> links(String type, Mrid mrid);
}

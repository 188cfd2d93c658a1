package meridian.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import meridian.model.metering.ReadingType;
import meridian.services.port.StoreException;

/** ReadingTypes by the small number the rows carry. Numbers are given on the writer's thread, and asked for from any. */
final class ReadingTypes implements Tx.Staged {
  /** Utilities have hundreds; past this somebody sends noise. */
  private static final int MOST = 20_000;

  private final Map<ReadingType, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Integer, ReadingType> types = new ConcurrentHashMap<>();
  private final List<ReadingType> fresh = new ArrayList<>();

  private static final String ALL = "SELECT id, code FROM reading_type";

  ReadingTypes(GroupCommit writer, Reads reads) {
    reads.list(ALL, this::keep);
    writer.join(this);
  }

  private int keep(ResultSet row) throws SQLException {
    ReadingType type = ReadingType.of(row.getString(2));
    types.put(row.getInt(1), type);
    ids.put(type, row.getInt(1));
    return row.getInt(1);
  }

  @Override
  public void reopened(Tx tx) throws SQLException { tx.list(ALL, this::keep); }

  /** The number of a type, given one when it has none. On the writer's thread. */
  int idOf(Tx tx, ReadingType type) throws SQLException {
    Integer known = ids.get(type);
    if (known != null) return known;
    int id = ids.size() + 1;
    if (id > MOST) throw new StoreException("over " + MOST + " ReadingTypes: " + type + " is refused", new IllegalStateException("full"));
    tx.update("INSERT INTO reading_type (id, code) VALUES (?, ?)", id, type.code());
    fresh.add(type);
    types.put(id, type);
    ids.put(type, id);
    return id;
  }

  /** -1 when nothing of this type was ever kept. */
  int find(ReadingType type) { return ids.getOrDefault(type, -1); }

  ReadingType type(int id) {
    ReadingType type = types.get(id);
    if (type == null) throw new StoreException("the store names no ReadingType by the number " + id, new IllegalStateException("damaged"));
    return type;
  }

  @Override
  public void flush(Tx tx) {
    // written at once
  }

  @Override
  public void committed() { fresh.clear(); }

  @Override
  public void rolledBack() {
    for (ReadingType type : fresh) {
      types.remove(ids.remove(type));
    }
    fresh.clear();
  }
}

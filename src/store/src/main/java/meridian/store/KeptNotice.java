package meridian.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

import meridian.model.Mrid;
import meridian.model.message.Notice;
import meridian.services.port.StoreException;
import meridian.services.port.UnreadableNotice;

/** A notice as it is kept. */
record KeptNotice(long sequence, UUID messageId, long created_us, byte[] body) {
  /** In this order, wherever one is read. */
  static final String COLUMNS = "sequence, message_id, created, body";
  /** Packed bytes after which an answer takes in no further notice. */
  static final long MOST_BYTES = 8 << 20;
  private static final int SLICE = 16;

  static KeptNotice of(ResultSet row) throws SQLException {
    return new KeptNotice(row.getLong(1), row.getObject(2, UUID.class), row.getLong(3), row.getBytes(4));
  }

  /** @throws UnreadableNotice when the body is damaged */
  Notice notice() {
    try {
      return new Notice(sequence, new Mrid(messageId), Micros.instant(created_us), PayloadCodec.decodeContent(body));
    } catch (StoreException damaged) {
      throw new UnreadableNotice(sequence, damaged);
    }
  }

  /** Asks for the next few with a higher sequence, in order. */
  interface Slice {
    List<KeptNotice> after(long sequence, int limit);
  }

  /** At most {@code limit}, fewer when they are large; a first one that is unreadable is thrown, a later one ends the list before it. */
  static List<Notice> read(long sequence, int limit, Slice slices, Predicate<KeptNotice> wanted) {
    var found = new ArrayList<Notice>();
    long bytes = 0;
    long from = sequence;
    while (found.size() < limit && bytes < MOST_BYTES) {
      List<KeptNotice> slice = slices.after(from, Math.min(SLICE, limit - found.size()));
      for (KeptNotice kept : slice) {
        if (!wanted.test(kept)) continue;
        try {
          found.add(kept.notice());
        } catch (UnreadableNotice damaged) {
          if (found.isEmpty()) throw damaged;
          return found;
        }
        bytes += kept.body.length;
        if (bytes >= MOST_BYTES) return found;
      }
      if (slice.isEmpty()) return found;
      from = slice.getLast().sequence;
    }
    return found;
  }

  static int code(Notice.Noun noun) {
    return switch (noun) {
      case METER_READINGS -> 1;
      case END_DEVICE_EVENTS -> 2;
      case END_DEVICE_CONTROLS -> 3;
      case METER_SERVICE_REQUESTS -> 4;
    };
  }

  static Notice.Noun noun(int code) {
    return switch (code) {
      case 1 -> Notice.Noun.METER_READINGS;
      case 2 -> Notice.Noun.END_DEVICE_EVENTS;
      case 4 -> Notice.Noun.METER_SERVICE_REQUESTS;
      default -> Notice.Noun.END_DEVICE_CONTROLS;
    };
  }
}

package meridian.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.InflaterInputStream;

import meridian.model.message.Exchange;
import meridian.services.port.Journal;
import meridian.services.port.StoreException;

/** An exchange as a row of the journal, and what it is found by. */
final class JournalRow {
  /** In a PostgreSQL index an entry has at most 2,700 bytes. */
  private static final int MOST_WORD = 250;
  static final String COLUMNS = "id, time_exact, direction, endpoint, partner, verb, noun, revision, source, message_id, correlation_id, made,"
    + " async_reply, ack_required, reply_address, user_id, devices, outcome, duration_ms, size, kept, replay_of";
  static final String INSERT = "INSERT INTO journal (time, body, " + COLUMNS + ") VALUES (" + "?, ".repeat(23) + "?)";

  private JournalRow() {}

  static Object[] values(Exchange e, byte[] deflated) {
    Exchange.Header header = e.header();
    return new Object[]{Micros.clamped(e.time()), deflated, e.id(), e.time().toString(), e.direction().name(), e.endpoint(), e.partner(),
        header.verb(), header.noun(), header.revision(), header.source(), header.messageId(), header.correlationId(),
        header.timestamp().map(Instant::toString).orElse(""), header.asyncReply(), header.ackRequired(), header.replyAddress(),
        header.userId(),
        String.join("\n", e.devices()), e.outcome(), e.duration_ms(), e.size(), e.kept(), e.replayOf()};
  }

  /** Of {@link #COLUMNS}. */
  static Exchange read(ResultSet row) throws SQLException {
    String made = row.getString(12);
    String devices = row.getString(17);
    var header = new Exchange.Header(row.getString(6), row.getString(7), row.getString(8), row.getString(9), row.getString(10),
      row.getString(11), made.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(made)), row.getBoolean(13), row.getBoolean(14),
      row.getString(15), row.getString(16));
    return new Exchange(row.getLong(1), Instant.parse(row.getString(2)), Exchange.Direction.valueOf(row.getString(3)), row.getString(4),
      row.getString(5), header, devices.isEmpty() ? List.of() : List.of(devices.split("\n", -1)), row.getString(18), row.getLong(19),
      row.getLong(20), row.getLong(21), row.getLong(22));
  }

  static byte[] inflated(byte[] body, long size) {
    try (var inflater = new InflaterInputStream(new ByteArrayInputStream(body))) {
      byte[] inflated = inflater.readNBytes((int) size);
      if (inflated.length != size) throw new IOException("it ends too early");
      return inflated;
    } catch (IOException e) {
      throw new StoreException("the journal holds a damaged message body", e);
    }
  }

  /** The words under which the index has it. */
  static Set<String> words(Exchange exchange) {
    var words = new LinkedHashSet<String>();
    words.add(word(exchange.messageId()));
    words.add(word(exchange.correlationId()));
    words.add(word(exchange.noun()));
    exchange.devices().forEach(device -> words.add(word(device)));
    if (!exchange.outcome().startsWith("OK")) words.add(word(result(exchange.outcome())));
    words.add(word(code(exchange.outcome())));
    if (exchange.replayOf() != 0) words.add(replayWord(Long.toString(exchange.replayOf())));
    words.remove("");
    return words;
  }

  /** The word all that match have and fewest others do; empty when there is none: then time alone leads to them. */
  static String leadingWord(Map<Journal.Field, String> asked) {
    for (Journal.Field field : List.of(Journal.Field.MESSAGE_ID, Journal.Field.CORRELATION_ID, Journal.Field.REPLAY_OF, Journal.Field.TEXT,
      Journal.Field.DEVICE)) {
      if (asked.containsKey(field)) return field == Journal.Field.REPLAY_OF ? replayWord(asked.get(field)) : word(asked.get(field));
    }
    String outcome = word(asked.getOrDefault(Journal.Field.OUTCOME, ""));
    String result = result(outcome);
    if (Set.of("partial", "failed", "unreadable").contains(result)) return result;
    if (outcome.matches("\\d+\\.\\d+")) return outcome;
    return word(asked.getOrDefault(Journal.Field.NOUN, ""));
  }

  static Predicate<Exchange> matches(Map<Journal.Field, String> asked) {
    Predicate<Exchange> all = _ -> true;
    for (var each : asked.entrySet()) {
      all = all.and(matches(each.getKey(), folded(each.getValue())));
    }
    return all;
  }

  private static Predicate<Exchange> matches(Journal.Field field, String value) {
    return switch (field) {
      case MESSAGE_ID -> e -> folded(e.messageId()).equals(value);
      case CORRELATION_ID -> e -> folded(e.correlationId()).equals(value);
      case DEVICE -> e -> e.devices().stream().anyMatch(device -> folded(device).equals(value));
      case NOUN -> e -> folded(e.noun()).equals(value);
      case VERB -> e -> folded(e.verb()).equals(value);
      case DIRECTION -> e -> folded(e.direction().name()).equals(value);
      case PARTNER -> e -> folded(e.partner()).startsWith(value) || folded(e.header().source()).startsWith(value);
      case OUTCOME -> e -> folded(e.outcome()).startsWith(value) || code(e.outcome()).equals(value);
      case REPLAY_OF -> e -> e.replayOf() != 0 && Long.toString(e.replayOf()).equals(value);
      case TEXT -> List.of(Journal.Field.MESSAGE_ID, Journal.Field.CORRELATION_ID, Journal.Field.NOUN, Journal.Field.DEVICE).stream()
        .map(one -> matches(one, value)).reduce(_ -> false, Predicate::or);
    };
  }

  private static String result(String outcome) { return outcome.replaceFirst(" .*", ""); }

  private static String code(String outcome) { return outcome.contains(" ") ? outcome.replaceFirst("\\S* ", "") : ""; }

  private static String replayWord(String id) { return "#" + id; }

  private static String folded(String text) { return text.strip().toLowerCase(Locale.ROOT); }

  private static String word(String text) {
    String word = folded(text);
    return word.length() > MOST_WORD ? word.substring(0, MOST_WORD) : word;
  }
}

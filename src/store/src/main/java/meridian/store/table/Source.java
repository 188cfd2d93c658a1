package meridian.store.table;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import meridian.model.Mrid;
import meridian.model.grid.Meter;

/**
 * Where a column's value comes from: a word of the mapping, or a constant.
 *
 * @param <F> what a row tells
 * @param value of the type its kind says; null only for what a fact need not have
 */
record Source<F>(String word, Kind kind, Function<F, @Nullable Object> value) {

  enum Kind {
    /** String. */
    TEXT,
    /** UUID. */
    ID,
    /** BigDecimal. */
    NUMBER,
    /** Instant. */
    TIME
  }

  /** The words for readings. @param meters who a meter is, where it is known */
  static List<Source<ReadingFact>> readings(Function<Mrid, Optional<Meter>> meters) {
    return List.of(
      new Source<>("mrid", Kind.ID, fact -> fact.meter().uuid()),
      new Source<>("name", Kind.TEXT, fact -> called(meters, fact.meter(), Meter::name)),
      new Source<>("serial-number", Kind.TEXT, fact -> called(meters, fact.meter(), Meter::serialNumber)),
      new Source<>("reading-type", Kind.TEXT, fact -> fact.type().code()),
      new Source<>("time", Kind.TIME, ReadingFact::time),
      new Source<>("start", Kind.TIME, ReadingFact::start),
      new Source<>("value", Kind.NUMBER, fact -> BigDecimal.valueOf(fact.value())),
      new Source<>("quality", Kind.TEXT, fact -> fact.quality().code()),
      new Source<>("received", Kind.TIME, fact -> fact.notice().created()),
      new Source<>("message-id", Kind.ID, fact -> fact.notice().messageId().uuid()),
      new Source<>("sequence", Kind.NUMBER, fact -> BigDecimal.valueOf(fact.notice().sequence())));
  }

  /** The words for events. */
  static List<Source<EventFact>> events(Function<Mrid, Optional<Meter>> meters) {
    return List.of(
      new Source<>("event-id", Kind.ID, fact -> fact.event().mrid().uuid()),
      new Source<>("mrid", Kind.ID, fact -> fact.event().device().uuid()),
      new Source<>("name", Kind.TEXT, fact -> called(meters, fact.event().device(), Meter::name)),
      new Source<>("serial-number", Kind.TEXT, fact -> called(meters, fact.event().device(), Meter::serialNumber)),
      new Source<>("type", Kind.TEXT, fact -> fact.event().type().code()),
      new Source<>("time", Kind.TIME, fact -> fact.event().createdDateTime()),
      new Source<>("reason", Kind.TEXT, fact -> fact.event().reason()),
      new Source<>("issuer-tracking-id", Kind.TEXT, fact -> fact.event().issuerTrackingId()),
      new Source<>("details", Kind.TEXT, fact -> json(fact.event().details())),
      new Source<>("received", Kind.TIME, fact -> fact.notice().created()),
      new Source<>("message-id", Kind.ID, fact -> fact.notice().messageId().uuid()),
      new Source<>("sequence", Kind.NUMBER, fact -> BigDecimal.valueOf(fact.notice().sequence())));
  }

  /** A word, {@code 'text'} or a number. @throws IllegalArgumentException naming the key */
  static <F> Source<F> of(String key, String text, List<Source<F>> words) {
    for (Source<F> word : words) {
      if (word.word.equals(text)) return word;
    }
    if (text.matches("'[^'\\p{Cntrl}]*'")) {
      String constant = text.substring(1, text.length() - 1);
      return new Source<>(text, Kind.TEXT, _ -> constant);
    }
    if (text.matches("-?\\d{1,18}(\\.\\d{1,18})?")) {
      var constant = new BigDecimal(text);
      return new Source<>(text, Kind.NUMBER, _ -> constant);
    }
    throw new IllegalArgumentException(key + " knows no word " + text + "; there are "
      + words.stream().map(Source::word).collect(Collectors.joining(", ")) + ", a number, and 'text' in single quotes");
  }

  private static String called(Function<Mrid, Optional<Meter>> meters, Mrid mrid, Function<Meter, String> how) {
    return meters.apply(mrid).map(how).filter(text -> !text.isEmpty()).orElseGet(mrid::toString);
  }

  /** An object of strings, in order of name. Source: RFC 8259. */
  static String json(Map<String, String> details) {
    return new TreeMap<>(details).entrySet().stream().map(entry -> quoted(entry.getKey()) + ":" + quoted(entry.getValue()))
      .collect(Collectors.joining(",", "{", "}"));
  }

  private static String quoted(String text) {
    var out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') out.append('\\').append(c);
      else if (c < ' ') out.append("\\u%04x".formatted((int) c));
      else
        out.append(c);
    }
    return out.append('"').toString();
  }
}

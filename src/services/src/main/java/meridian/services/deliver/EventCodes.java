package meridian.services.deliver;

import java.util.Optional;

import meridian.model.event.EndDeviceEventType;

/** A set of EndDeviceEventTypes: four parts, each a number or {@link #ANY}. */
record EventCodes(int type, int domain, int subDomain, int eventOrAction) {
  static final int ANY = -1;

  /** Of four parts with dots, each a number or {@code *}; empty when it is anything else. */
  static Optional<EventCodes> find(String text) {
    if (!text.matches("(\\d{1,5}|\\*)(\\.(\\d{1,5}|\\*)){3}")) return Optional.empty();
    String[] parts = text.split("\\.");
    return Optional.of(new EventCodes(part(parts[0]), part(parts[1]), part(parts[2]), part(parts[3])));
  }

  private static int part(String text) { return text.equals("*") ? ANY : Integer.parseInt(text); }

  boolean contain(EndDeviceEventType code) {
    return (type == ANY || type == code.type()) && (domain == ANY || domain == code.domain())
      && (subDomain == ANY || subDomain == code.subDomain()) && (eventOrAction == ANY || eventOrAction == code.eventOrAction());
  }
}

package meridian.cim;

import meridian.model.message.Verb;

/** Namespaces and element names of the messages we speak. Source: SOURCE.md. */
final class Names {
  static final String MESSAGE = "http://iec.ch/TC57/2011/schema/message";
  /** Noun of several requests in one message, and the end of such a noun in a wrapper's name; also the element that holds them. */
  static final String OPERATION_SET = "OperationSet";

  private Names() {}

  /** Namespace of a profile. */
  static String payload(String profile) { return "http://iec.ch/TC57/2011/" + profile + "#"; }

  /** Namespace of a noun's wrapper elements. */
  static String wrapper(String noun) { return "http://iec.ch/TC57/2011/" + noun + "Message"; }

  /** MeterReadings for both MeterReadings and GetMeterReadings: senders write either into the Header of a query. */
  static String bare(String noun) {
    return noun.startsWith("Get") ? noun.substring(3) : noun;
  }

  /** As an element name begins with it: {@code Created}. */
  static String capital(Verb verb) {
    String text = verb.text();
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** A noun that can be part of an element name and a namespace. */
  static boolean isNoun(String text) {
    return text.matches("[A-Za-z][A-Za-z0-9]{0,63}");
  }
}

package meridian.cim.dialect;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Editions of the envelope, told by their namespace. Source: docs/dialects.md. */
public enum Edition {
  DRAFT_2008("2008-draft", "http://www.iec.ch/TC57/2008/", "draft of 2008"), //
  DRAFT_2010("2010-draft", "http://www.iec.ch/TC57/2010/", "draft of 2010"), //
  DRAFT_2011("2011-draft", "http://www.iec.ch/TC57/2011/", "committee draft of 2011"), //
  ED1("2013", Namespaces.BASE, "edition 1, 2013"), //
  ED2("2022", "http://iec.ch/TC57/2021/", "edition 2, 2022");

  private final String key;
  private final String base;
  private final String envelope;
  private final String words;

  Edition(String key, String base, String words) {
    this.key = key;
    this.base = base;
    this.envelope = base + "schema/message";
    this.words = words;
  }

  /** As a partner's file names it. */
  public String key() { return key; }

  public String words() { return words; }

  /** Namespace of Message.xsd in it. */
  public String envelope() { return envelope; }

  /** What the namespaces of its wrapper elements begin with; of edition 2's nothing is known, so it has edition 1's. */
  String wrappers() {
    return this == ED2 ? Namespaces.BASE : base;
  }

  static Optional<Edition> find(String key) {
    return Arrays.stream(values()).filter(edition -> edition.key.equals(key)).findFirst();
  }

  /** @param namespace of an envelope */
  static Optional<Edition> of(String namespace) {
    return Arrays.stream(values()).filter(edition -> edition.envelope().equals(namespace)).findFirst();
  }

  static String keys() { return Arrays.stream(values()).map(Edition::key).collect(Collectors.joining(", ")); }
}

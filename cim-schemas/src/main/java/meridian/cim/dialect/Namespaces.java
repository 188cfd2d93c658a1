package meridian.cim.dialect;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The namespaces one partner writes where ours have {@link #BASE}. Wrappers are {@code {wrappers}MeterReadingsMessage}, payloads
 * {@code {payloads}MeterReadings#}.
 *
 * @param envelope namespace of Header, Request, Reply and the generic messages
 * @param wrappers what the namespaces of wrapper elements begin with
 * @param payloads what the namespaces of profiles begin with
 */
public record Namespaces(String envelope, String wrappers, String payloads) {
  static final String BASE = "http://iec.ch/TC57/2011/";
  /** Ours: IEC 61968-100 ed. 1, IEC 61968-9 ed. 2. */
  public static final Namespaces OURS = new Namespaces(BASE + "schema/message", BASE, BASE);

  private static final Pattern FORM = Pattern.compile("(http://(?:www\\.)?iec\\.ch/TC57/20\\d\\d/)([A-Za-z][A-Za-z0-9]{0,63})(Message|#)");

  /** One namespace, taken apart. */
  private enum Kind {
    ENVELOPE, WRAPPER, PAYLOAD, FOREIGN
  }

  /** Ours in place of theirs: the envelope of a known edition, a wrapper or a profile of any year, with or without {@code www.}; others stay. */
  public static String ours(String theirs) {
    if (theirs.startsWith(BASE)) return theirs;
    return switch (kind(theirs)) {
      case ENVELOPE -> OURS.envelope;
      case WRAPPER, PAYLOAD -> BASE + theirs.substring(theirs.lastIndexOf('/') + 1);
      case FOREIGN -> theirs;
    };
  }

  /** Theirs in place of ours; namespaces that are not ours stay. */
  public String theirs(String ours) {
    if (ours.equals(OURS.envelope)) return envelope;
    if (!ours.startsWith(BASE)) return ours;
    return switch (kind(ours)) {
      case WRAPPER -> wrappers + ours.substring(BASE.length());
      case PAYLOAD -> payloads + ours.substring(BASE.length());
      case ENVELOPE, FOREIGN -> ours;
    };
  }

  /** The same with what {@code theirs}, a namespace met in a message, tells about its sender. */
  Namespaces seen(String theirs) {
    return switch (kind(theirs)) {
      case ENVELOPE -> new Namespaces(theirs, wrappers, payloads);
      case WRAPPER -> new Namespaces(envelope, base(theirs), payloads);
      case PAYLOAD -> new Namespaces(envelope, wrappers, base(theirs));
      case FOREIGN -> this;
    };
  }

  private static String base(String namespace) { return namespace.substring(0, namespace.lastIndexOf('/') + 1); }

  private static Kind kind(String namespace) {
    if (Edition.of(namespace).isPresent()) return Kind.ENVELOPE;
    Matcher form = FORM.matcher(namespace);
    if (!form.matches()) return Kind.FOREIGN;
    return form.group(3).equals("#") ? Kind.PAYLOAD : Kind.WRAPPER;
  }

  /** For a sender whose namespace is none of these: what the hub knows. */
  public static String known() {
    var all = new StringBuilder("known are ");
    for (Edition edition : Edition.values()) {
      all.append('"').append(edition.envelope()).append("\", ");
    }
    return all + "and for wrappers and payloads \"http://iec.ch/TC57/YEAR/…Message\" and \"http://iec.ch/TC57/YEAR/…#\", also with www.";
  }
}

package meridian.cim;

import java.io.CharConversionException;

import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;

import com.ctc.wstx.exc.WstxEOFException;
import com.ctc.wstx.exc.WstxIOException;

import meridian.cim.dialect.DialectException;

/** Says in our words why the parser gave up. */
final class ParserWords {
  private static final String GUARD_PREFIX = "Message: ";

  private ParserWords() {}

  static Refused of(XMLStreamException e, CountedInput input, Place place) {
    Location location = e.getLocation();
    String at = location == null ? place.toString() : Place.at(location.getLineNumber(), location.getColumnNumber(), place.path());
    if (input.isTooLong()) return new Refused(ErrorCode.TOO_MANY, at, "the message is too long");
    if (input.isEmpty()) return new Refused(ErrorCode.INVALID_MESSAGE, "line 1, /: the message is empty");
    return switch (e) {
      case DialectException partner -> new Refused(ErrorCode.INVALID_MESSAGE, place.toString(), partner.words());
      case WstxEOFException _ -> new Refused(ErrorCode.INVALID_MESSAGE, at, "the message ends before it is complete");
      // The parser decodes ahead of what it tells, so that its place would mislead.
      case WstxIOException io when io.getCause() instanceof CharConversionException -> new Refused(ErrorCode.INVALID_MESSAGE,
        "the message holds bytes that are no text in its encoding");
      case WstxIOException _ -> new Refused(ErrorCode.INVALID_MESSAGE, at, "the message broke off while it was read");
      default -> limit(e.getMessage(), at);
    };
  }

  /** The same about what is in Compressed. */
  static Refused inflating(XMLStreamException e, CountedInput input, Place place) {
    boolean whole = !(e instanceof WstxIOException io) || io.getCause() instanceof CharConversionException;
    if (input.isTooLong() || whole && !input.isEmpty()) return of(e, input, place);
    return new Refused(ErrorCode.INVALID_MESSAGE, place.toString(), Compressed.WORDS);
  }

  /** What our guard or a limit of the parser's refused. */
  private static Refused limit(String message, String at) {
    String words = message.contains(GUARD_PREFIX) ? message.substring(message.indexOf(GUARD_PREFIX) + GUARD_PREFIX.length()) : message;
    if (words.startsWith("more than ")) return new Refused(ErrorCode.TOO_MANY, at, words);
    if (words.contains("limit (") && words.contains("exceeded"))
      return new Refused(ErrorCode.TOO_MANY, at, "more attributes or text than one element may have");
    if (words.startsWith("document type")) return new Refused(ErrorCode.INVALID_MESSAGE, at, words);
    return new Refused(ErrorCode.INVALID_MESSAGE, at, "is not well-formed XML");
  }
}

package meridian.cim.readings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import meridian.cim.CimException;
import meridian.cim.ErrorCode;

/** One reading of one message from its first byte to its last. For one thread. */
final class Pass {
  private final ReadingsSink sink;
  private final ReadingsReader.Options options;
  private final Types types;
  private final Gatherer gatherer;
  private final Defects defects;

  /** @param checking nothing is handed over, and ReadingTypes may be described as late as the message likes */
  Pass(ReadingsSink sink, ReadingsReader.Options options, Types types, boolean checking) {
    this.sink = sink;
    this.options = options;
    this.types = types;
    gatherer = new Gatherer(sink, options, types, checking);
    defects = new Defects(options.mostDefects());
  }

  Report read(InputStream in) throws CimException, IOException {
    var path = new Path(options.strictNamespaces());
    XmlCursor xml = null;
    Message message = null;
    Walk walk = null;
    Defect broken = null;
    try {
      xml = new XmlCursor(in, options.limits());
      walk = new Walk(xml, path, sink, gatherer, types, defects);
      message = new Message(xml, path, walk, sink);
      message.read();
    } catch (Broken e) {
      IOException failure = xml == null ? null : xml.failure();
      if (failure != null && !(failure instanceof CharacterCodingException)) {
        gatherer.resolve();
        gatherer.flush();
        throw failure;
      }
      broken = failure == null
        ? broken(xml, path, e.code(), e.words())
        : broken(xml, path, ErrorCode.INVALID_MESSAGE, "the message holds bytes that are no text in its encoding");
    }
    if (broken != null && (message == null || !message.sawReadings()))
      throw new CimException(broken.error(), message == null ? Optional.empty() : message.header(),
        message == null ? Optional.empty() : message.wrapping());
    if (broken != null) gatherer.resolve();
    gatherer.flush();
    return report(message, walk, broken);
  }

  private static Defect broken(@Nullable XmlCursor xml, Path path, ErrorCode code, String words) {
    return xml == null ? new Defect(code, 1, 1, "/", words, "", "") : path.broken(xml, code, words);
  }

  private Report report(@Nullable Message message, @Nullable Walk walk, @Nullable Defect broken) {
    if (message == null || walk == null) throw new IllegalStateException("nothing was read");
    return new Report(message.header(), message.wrapping(), gatherer.meterReadings(), gatherer.values(), walk.withoutValue(), walk.events(),
      defects.told(), defects.more(), Optional.ofNullable(broken));
  }
}

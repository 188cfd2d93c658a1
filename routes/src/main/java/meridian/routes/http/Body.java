package meridian.routes.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

import meridian.cim.ErrorCode;
import meridian.routes.message.Intake;
import meridian.routes.soap.SoapConfig;

/** A request's body as it comes in: unzipped, counted and timed. Reading throws {@link HttpRefused}, and nothing else. For one thread. */
final class Body extends InputStream implements Intake.Seen {
  private static final int MOST_KEPT = 1 << 20;
  private static final long MOST_DRAINED = 64 << 20;

  private final SoapConfig config;
  private final Timed wire;
  private final InputStream in;
  /** Bytes there will be; -1: not known. */
  private final long length;
  private long most;
  private long read;
  private @Nullable ByteArrayOutputStream kept;

  private Body(SoapConfig config, Timed wire, InputStream in, long length) {
    this.config = config;
    this.wire = wire;
    this.in = in;
    this.length = length;
    most = config.bodySize_bytes();
  }

  static Body of(Request request, SoapConfig config) throws HttpRefused {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type != null && type.regionMatches(true, 0, "multipart/", 0, 10))
      throw new HttpRefused(415, ErrorCode.INVALID_MESSAGE, "attachments are not accepted");
    var wire = new Timed(Request.asInputStream(request), config, config.bodySize_bytes());
    String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    return switch (encoding == null ? "identity" : encoding.strip().toLowerCase(Locale.ROOT)) {
      case "identity", "" -> new Body(config, wire, wire, request.getLength());
      case "gzip", "x-gzip" -> new Body(config, wire, new Unzipped(wire), -1);
      default -> throw new HttpRefused(415, ErrorCode.INVALID_MESSAGE, "of content encodings gzip is accepted, and none");
    };
  }

  /** The first {@code most} bytes, or all there are. */
  byte[] begin(int most) throws IOException {
    if (length < 0 || length >= most) return readNBytes(most);
    byte[] whole = new byte[(int) length];
    int count = readNBytes(whole, 0, whole.length);
    return count == whole.length ? whole : Arrays.copyOf(whole, count);
  }

  /** From now on it may be as long as one that is read as it comes. @param head what was read before */
  void stream(byte[] head) {
    most = config.bulkSize_bytes();
    wire.most = most;
    kept = new ByteArrayOutputStream(head.length);
    kept.writeBytes(head);
  }

  @Override
  public byte[] head() { return kept == null ? new byte[0] : kept.toByteArray(); }

  @Override
  public long size() { return read; }

  @Override
  public int read() throws HttpRefused {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws HttpRefused {
    try {
      int count = in.read(bytes, offset, length);
      if (count <= 0) return count;
      read += count;
      if (read > most) throw Timed.tooLong(most);
      if (kept != null && kept.size() < MOST_KEPT) kept.write(bytes, offset, Math.min(count, MOST_KEPT - kept.size()));
      return count;
    } catch (HttpRefused refused) {
      throw refused;
    } catch (ZipException | EOFException noGzip) {
      throw new HttpRefused(400, ErrorCode.INVALID_MESSAGE, "the body is not what gzip makes");
    } catch (IOException | IllegalStateException brokeOff) {
      throw Timed.tooSlow();
    }
  }

  /** Who is still sending does not read: takes a bounded rest, so that most senders get to see the answer. */
  static void drain(Request request, SoapConfig config) {
    try {
      var rest = new Timed(Request.asInputStream(request), config, MOST_DRAINED);
      byte[] waste = new byte[64 << 10];
      while (rest.read(waste) >= 0) {
        // wasted
      }
    } catch (IOException | IllegalStateException gone) {
      // The answer is tried nevertheless.
    }
  }

  /** Opens the zip with the first byte that is asked for, so that its trouble is the body's. */
  private static final class Unzipped extends InputStream {
    private final InputStream wire;
    private @Nullable InputStream zip;

    Unzipped(InputStream wire) { this.wire = wire; }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (zip == null) zip = new GZIPInputStream(wire, 8 << 10);
      return zip.read(bytes, offset, length);
    }
  }

  /**
   * What comes over the wire. Jetty's own minimum rate gives a sender no time to begin, and closes the connection without an answer; here only
   * the time counts that was spent waiting for the sender.
   */
  private static final class Timed extends InputStream {
    private final InputStream in;
    private final SoapConfig config;
    private long most;
    private long read;
    private long waited_ns;

    Timed(InputStream in, SoapConfig config, long most) {
      this.in = in;
      this.config = config;
      this.most = most;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      long begun_ns = System.nanoTime();
      int count = in.read(bytes, offset, length);
      waited_ns += System.nanoTime() - begun_ns;
      if (count <= 0) return count;
      read += count;
      if (read > most) throw tooLong(most);
      if (isTooSlow()) throw tooSlow();
      return count;
    }

    private boolean isTooSlow() {
      if (config.minRate_bytes() == 0) return false;
      return waited_ns / 1_000_000 > config.idleTimeout().toMillis() + read * 1000 / config.minRate_bytes();
    }

    static HttpRefused tooSlow() {
      return new HttpRefused(408, ErrorCode.INVALID_MESSAGE, "the request broke off or came too slowly");
    }

    static HttpRefused tooLong(long most) {
      return new HttpRefused(413, ErrorCode.TOO_MANY, "the request is longer than " + most + " bytes; send it in several messages");
    }
  }
}

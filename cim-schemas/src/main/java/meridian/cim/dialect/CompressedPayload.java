package meridian.cim.dialect;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** What is written to it goes out as gzip in base64, the content of Payload/Compressed. */
final class CompressedPayload extends OutputStream {
  private final GZIPOutputStream gzip;

  CompressedPayload(OutputStream out) throws IOException {
    gzip = new GZIPOutputStream(Base64.getEncoder().wrap(new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException { out.write(bytes, offset, length); }

      @Override
      public void close() throws IOException {
        // The message goes on behind the payload.
      }
    }), 16 << 10);
  }

  @Override
  public void write(int b) throws IOException { gzip.write(b); }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException { gzip.write(bytes, offset, length); }

  /** Compresses what is left in {@code rest} and begins what stands behind it there. */
  void end(Written rest, String prefix) throws IOException {
    rest.to(this);
    gzip.close();
    rest.add("</" + prefix + "Compressed><" + prefix + "Format>XML</" + prefix + "Format>");
  }
}

package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Text of Payload/Compressed: a noun's element, as gzip in base64. Source: IEC 61968-100 says gzip; base64 is our choice. */
final class Compressed {
  static final String WORDS = "holds no gzip in base64";

  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  /** Line breaks and other space do not count. */
  void append(char[] characters, int start, int length) {
    for (int i = start; i < start + length; i++) {
      char c = characters[i];
      if (c > ' ') text.write(c < 0x80 ? c : '?');
    }
  }

  /** @throws IOException when it is no such text; also later, while reading */
  InputStream inflate() throws IOException {
    return new GZIPInputStream(Base64.getDecoder().wrap(new ByteArrayInputStream(text.toByteArray())));
  }

  /** A stream to compress into {@code xml}; closing it ends the text and leaves {@code xml} as it is. */
  static OutputStream into(XmlBytes xml) throws IOException {
    return new GZIPOutputStream(Base64.getEncoder().wrap(new OutputStream() {
      @Override
      public void write(int b) { write(new byte[]{(byte) b}, 0, 1); }

      @Override
      public void write(byte[] bytes, int offset, int length) { xml.raw(bytes, offset, length); }
    }));
  }
}

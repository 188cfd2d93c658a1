package meridian.cim.xml;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends a document that is too long, and one whose tags hold so many attributes that the parser's time would grow with their square:
 * counts the equals signs behind one {@code <}, as bytes.
 */
final class BoundedXmlInput extends FilterInputStream {
  private static final int MOST_EQUALS_SIGNS = 1 << 14;

  private final XmlLimits limits;
  private final boolean utf8Only;
  private long read;
  private int equalsSigns;

  BoundedXmlInput(InputStream in, XmlLimits limits, boolean utf8Only) {
    super(in);
    this.limits = limits;
    this.utf8Only = utf8Only;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    if (count <= 0) return count;
    if (utf8Only) check(buffer, offset, count);
    read += count;
    if (read > limits.bytes()) throw new IOException("the document is longer than " + limits.bytes() + " bytes");
    return count;
  }

  private void check(byte[] buffer, int offset, int count) throws IOException {
    for (int i = offset; i < offset + count; i++) {
      byte b = buffer[i];
      if (b == '<') equalsSigns = 0;
      else if (b == '=' && ++equalsSigns > MOST_EQUALS_SIGNS) throw new IOException("too many attributes in one tag");
      else if (read + i - offset < 4 && (b == 0 || b == (byte) 0xFE || b == (byte) 0xFF))
        throw new IOException("the document is not in UTF-8");
    }
  }

  @Override
  public boolean markSupported() { return false; }
}

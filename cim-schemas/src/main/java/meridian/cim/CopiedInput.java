package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Keeps what was read, to be read once more. The reader bounds how much that is. */
final class CopiedInput extends FilterInputStream {
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  CopiedInput(InputStream in) { super(in); }

  InputStream copy() { return new ByteArrayInputStream(kept.toByteArray()); }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) kept.write(buffer, offset, read);
    return read;
  }
}

package meridian.cim;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Stops after so many bytes, and remembers that it did. */
final class CountedInput extends FilterInputStream {
  private final long limit;
  private long count;

  CountedInput(InputStream in, long limit) {
    super(in);
    this.limit = limit;
  }

  boolean isEmpty() { return count == 0; }

  boolean isTooLong() { return count > limit; }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int wanted = (int) Math.min(length, limit - count + 1);
    int read = super.read(buffer, offset, wanted);
    if (read > 0) count += read;
    if (isTooLong()) throw new IOException("more than " + limit + " bytes");
    return read;
  }
}

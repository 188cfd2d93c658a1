package meridian.routes.soap;

import java.io.IOException;
import java.io.InputStream;

/**
 * Leaves the end tags of Body and Envelope away: holds the last bytes back until it is seen what they are. When they are something else they
 * are let through, and the reader of the message finds that it does not end as it should. For one thread.
 */
final class WithoutEnd extends InputStream {
  private static final int HELD = 1024;

  private final InputStream in;
  private final SoapStart start;
  /** Bytes not yet given out, from {@code given} to {@code filled}; the last {@link #HELD} wait for the end. */
  private final byte[] buffer = new byte[64 << 10];
  private int given;
  private int filled;
  private boolean ended;

  WithoutEnd(InputStream in, SoapStart start) {
    this.in = in;
    this.start = start;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) return 0;
    while (free() == 0 && !ended) {
      fill();
    }
    int count = Math.min(length, free());
    if (count == 0) return -1;
    System.arraycopy(buffer, given, bytes, offset, count);
    given += count;
    return count;
  }

  private int free() { return ended ? filled - given : Math.max(0, filled - given - HELD); }

  private void fill() throws IOException {
    System.arraycopy(buffer, given, buffer, 0, filled - given);
    filled -= given;
    given = 0;
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count >= 0) {
      filled += count;
      return;
    }
    ended = true;
    int end = start.end(buffer, filled);
    if (end >= 0) filled = end;
  }
}

package meridian.routes.jms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;

import meridian.routes.message.Intake;

/** The bytes of a message; of a large one Artemis fetches them as they are read. For one thread. */
final class BytesBody extends InputStream implements Intake.Seen {
  private static final int MOST_KEPT = 1 << 20;

  private final BytesMessage message;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private byte[] piece = new byte[0];
  private long size;

  BytesBody(BytesMessage message) { this.message = message; }

  @Override
  public byte[] head() { return kept.toByteArray(); }

  @Override
  public long size() { return size; }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) return 0;
    try {
      if (offset != 0 && piece.length < length) piece = new byte[length];
      byte[] into = offset == 0 ? bytes : piece;
      int count = message.readBytes(into, length);
      if (count <= 0) return -1;
      if (into == piece) System.arraycopy(piece, 0, bytes, offset, count);
      size += count;
      if (kept.size() < MOST_KEPT) kept.write(bytes, offset, Math.min(count, MOST_KEPT - kept.size()));
      return count;
    } catch (JMSException brokeOff) {
      throw new IOException(brokeOff.getMessage(), brokeOff);
    }
  }
}

package meridian.routes.message;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A message on its way out, written whole before the first byte leaves, so that its Reply is true: the beginning in memory, the rest in a
 * temporary file. For one thread. Close it to be rid of the file.
 */
public final class Spool extends OutputStream {
  private static final int IN_MEMORY = 1 << 20;

  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private @Nullable Path file;
  private @Nullable OutputStream tail;
  private long length;

  public static Spool of(byte[] whole) {
    var spool = new Spool();
    spool.head.writeBytes(whole);
    spool.length = whole.length;
    return spool;
  }

  @Override
  public void write(int b) throws IOException { write(new byte[]{(byte) b}, 0, 1); }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int here = Math.max(0, Math.min(count, IN_MEMORY - head.size()));
    head.write(bytes, offset, here);
    if (here < count) tail().write(bytes, offset + here, count - here);
    length += count;
  }

  private OutputStream tail() throws IOException {
    if (tail == null) {
      file = Files.createTempFile("meridian-reply-", ".xml");
      tail = Files.newOutputStream(file, StandardOpenOption.WRITE);
    }
    return tail;
  }

  public long length() { return length; }

  /** What was written, from its beginning; readable again and again until closed. */
  public InputStream read() throws IOException {
    var begin = new ByteArrayInputStream(head.toByteArray());
    if (file == null || tail == null) return begin;
    tail.flush();
    return new SequenceInputStream(begin, Files.newInputStream(file));
  }

  /** The first bytes, at most {@code most} and at most what is in memory. */
  public byte[] head(int most) {
    byte[] all = head.toByteArray();
    return all.length <= most ? all : Arrays.copyOf(all, most);
  }

  @Override
  public void close() throws IOException {
    if (tail != null) tail.close();
    if (file != null) Files.deleteIfExists(file);
  }
}

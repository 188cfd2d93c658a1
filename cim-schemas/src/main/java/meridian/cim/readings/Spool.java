package meridian.cim.readings;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/** Keeps what is read through it, the first megabyte in memory and the rest in a file that goes away, so that it can be read again. */
final class Spool extends FilterInputStream {
  private static final int IN_MEMORY = 1 << 20;

  private final Path folder;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable Path file;
  private @Nullable OutputStream out;
  private @Nullable InputStream back;

  Spool(InputStream in, Path folder) {
    super(in);
    this.folder = folder;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    if (read > 0) keep(buffer, offset, read);
    return read;
  }

  private void keep(byte[] buffer, int offset, int length) {
    if (out == null && memory.size() + length <= IN_MEMORY) {
      memory.write(buffer, offset, length);
      return;
    }
    try {
      OutputStream open = out;
      if (open == null) {
        file = Files.createTempFile(folder, "readings", ".xml");
        open = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        out = open;
      }
      open.write(buffer, offset, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that was read, from the beginning. */
  InputStream again() throws IOException {
    var first = new ByteArrayInputStream(memory.toByteArray());
    if (out == null || file == null) return first;
    out.close();
    back = Files.newInputStream(file);
    return new SequenceInputStream(first, back);
  }

  /** Leaves the stream it read from open. */
  @Override
  public void close() throws IOException {
    if (out != null) out.close();
    if (back != null) back.close();
    if (file != null) Files.deleteIfExists(file);
  }
}

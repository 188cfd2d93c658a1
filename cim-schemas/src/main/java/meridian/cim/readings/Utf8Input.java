package meridian.cim.readings;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text in another encoding as UTF-8. What is no text in it ends it with an IOException. */
final class Utf8Input extends InputStream {
  private final Reader reader;
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPORT);
  private final CharBuffer chars = CharBuffer.allocate(8 << 10).flip();
  private final ByteBuffer encoded = ByteBuffer.allocate(32 << 10).flip();
  private boolean ended;

  Utf8Input(InputStream in, Charset charset) {
    reader = new InputStreamReader(in, charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT)
      .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    while (!encoded.hasRemaining()) {
      if (ended) return -1;
      encode();
    }
    int count = Math.min(length, encoded.remaining());
    encoded.get(buffer, offset, count);
    return count;
  }

  private void encode() throws IOException {
    chars.compact();
    ended = reader.read(chars) < 0;
    chars.flip();
    encoded.clear();
    var result = encoder.encode(chars, encoded, ended);
    if (result.isError()) result.throwException();
    encoded.flip();
  }
}

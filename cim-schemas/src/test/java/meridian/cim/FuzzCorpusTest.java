package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Messages that a coverage-guided fuzzer arrived at, each because it took a way through the decoder that none had taken before: they are
 * taken or refused, and either can be answered.
 */
class FuzzCorpusTest {
  private static final Pattern ESCAPED = Pattern.compile("\\\\x([0-9a-f]{2})");

  @Test
  void eachIsTakenOrRefused() throws IOException {
    CimCodec codec = TestMessages.codec(new CimLimits(64 << 10, 32, 16, 8 << 10, 200));
    List<String> lines = Files.readAllLines(Path.of("src/test/resources/meridian/cim/fuzz.txt"));
    for (String line : lines) {
      byte[] message = bytes(line);
      byte[] answer = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> answer(codec, message), line);
      assertThat(answer).as(line).isNotEmpty();
    }
    assertThat(lines).hasSizeGreaterThan(200);
  }

  /** A line holds one message; what is not printable ASCII in it, and the backslash, stand as {@code \xNN}. */
  private static byte[] bytes(String line) {
    return ESCAPED.matcher(line).replaceAll(hex -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(hex.group(1), 16))))
      .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] answer(CimCodec codec, byte[] message) {
    try {
      CimRequest request = codec.decode(new ByteArrayInputStream(message));
      return codec.encodeReply(request.header(), request.wrapping(), "r", TestMessages.NOW, Reply.ok());
    } catch (CimException e) {
      assertThat(e.error().details()).hasSizeLessThan(4_000);
      return TestMessages.answer(e);
    }
  }
}

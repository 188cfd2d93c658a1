package meridian.cim;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Messages that a coverage-guided fuzzer arrived at, each because it took a way through the decoder that none had taken before: they are
 * taken or refused, and either can be answered.
 */
class FuzzCorpusTest {

  @Test
  void eachIsTakenOrRefused() throws IOException {
    CimCodec codec = TestMessages.codec(new CimLimits(64 << 10, 32, 16, 8 << 10, 200));
    int messages = 0;
    try (InputStream resource = Objects.requireNonNull(FuzzCorpusTest.class.getResourceAsStream("fuzz.zip"));
      var zip = new ZipInputStream(resource)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        byte[] message = zip.readAllBytes();
        byte[] answer = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> answer(codec, message), entry.getName());
        assertThat(answer).as(entry.getName()).isNotEmpty();
        messages++;
      }
    }
    assertThat(messages).isGreaterThan(1_000);
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

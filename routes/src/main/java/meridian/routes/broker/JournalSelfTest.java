package meridian.routes.broker;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.netty.util.internal.PlatformDependent;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.PreparedTransactionInfo;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;

/**
 * Proves that what the broker calls written is on the disk. Without Unsafe, Netty 4.2 lets the journal's writes fail while senders are
 * told that all is well: after a restart the messages are gone.
 */
final class JournalSelfTest {
  private static final byte RECORD_TYPE = 11;

  private JournalSelfTest() {}

  static void run(Path folder) throws BrokerException {
    if (!PlatformDependent.hasUnsafe())
      throw new BrokerException("the message journal would lose messages: Netty has no sun.misc.Unsafe in this JVM. Start Java with "
        + "--sun-misc-unsafe-memory-access=allow (or -Dio.netty.noUnsafe=false)");
    byte[] written = ("written " + System.nanoTime()).getBytes(StandardCharsets.UTF_8);
    try {
      Files.createDirectories(folder);
      try {
        write(folder.toFile(), written);
        if (!read(folder.toFile(), written))
          throw new BrokerException(
            "the message journal in " + folder.getParent() + " does not hold what was written to it; the broker does not start");
      } finally {
        delete(folder);
      }
    } catch (BrokerException ours) {
      throw ours;
    } catch (Exception trouble) {
      throw new BrokerException(
        "the message journal in " + folder.getParent() + " cannot be written and read back: " + trouble.getMessage(), trouble);
    }
  }

  private static void write(File folder, byte[] record) throws Exception {
    JournalImpl journal = journal(folder);
    journal.start();
    journal.loadInternalOnly();
    journal.appendAddRecord(1, RECORD_TYPE, record, true);
    journal.stop();
  }

  private static boolean read(File folder, byte[] record) throws Exception {
    JournalImpl journal = journal(folder);
    journal.start();
    List<RecordInfo> records = new ArrayList<>();
    journal.load(records, new ArrayList<PreparedTransactionInfo>(), null);
    journal.stop();
    return records.size() == 1 && java.util.Arrays.equals(records.getFirst().data, record);
  }

  private static JournalImpl journal(File folder) {
    return new JournalImpl(64 << 10, 2, 2, 0, 0, new NIOSequentialFileFactory(folder, true, 1), "selftest", "test", 1);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}

package meridian.bench;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import meridian.cim.readings.ReadingsReader;
import meridian.cim.readings.Report;
import meridian.model.metering.MeterReading;

/** A JVM that reads as long a message as it is told in megabytes, and answers how fast and with how much heap. */
final class DecodeStream {
  private static final int METERS = 200;

  private DecodeStream() {}

  public static void main(String[] args) throws Exception {
    var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      long bytes = Long.parseLong(order) * 1_000_000;
      long[] values = {0};
      long start_ns = System.nanoTime();
      Report report = ReadingsReader.read(new LongMessage(bytes),
        CimFeed.sink(batch -> values[0] += batch.stream().mapToLong(MeterReading::size).sum()),
        ReadingsReader.Options.partial());
      double seconds = (System.nanoTime() - start_ns) / 1e9;
      if (!report.whole() || report.values() != values[0] || values[0] == 0) throw new IllegalStateException("not read whole: " + report);
      System.out.printf(Locale.ROOT, "%.1f %.1f%n", bytes / 1e6 / seconds, heapPeak_MB());
    }
  }

  /** Of all the heap's pools together, at their fullest. */
  private static double heapPeak_MB() {
    return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
      .map(MemoryPoolMXBean::getPeakUsage)
      .mapToLong(usage -> usage.getUsed()).sum() / 1e6;
  }

  /** One message: the same meters again and again, until it is long enough. */
  private static final class LongMessage extends InputStream {
    private final byte[] head;
    private final byte[] meters;
    private final byte[] tail;
    private final long length;
    private byte[] now;
    private int at;
    private long given;

    LongMessage(long length) {
      String whole = new String(CimFeed.messages(METERS, meter -> Town.day(meter, 0)).getFirst(), StandardCharsets.UTF_8);
      int from = whole.indexOf("<MeterReading>");
      int to = whole.lastIndexOf("</MeterReading>") + "</MeterReading>".length();
      head = whole.substring(0, from).getBytes(StandardCharsets.UTF_8);
      meters = whole.substring(from, to).getBytes(StandardCharsets.UTF_8);
      tail = whole.substring(to).getBytes(StandardCharsets.UTF_8);
      this.length = length;
      now = head;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) {
      if (at == now.length) {
        if (now == tail) return -1;
        now = given < length ? meters : tail;
        at = 0;
      }
      int count = Math.min(wanted, now.length - at);
      System.arraycopy(now, at, buffer, offset, count);
      at += count;
      given += count;
      return count;
    }
  }
}

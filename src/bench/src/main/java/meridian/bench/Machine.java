package meridian.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import com.sun.management.OperatingSystemMXBean;

/** What a figure was measured on. */
final class Machine {
  private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private Machine() {}

  static int cores() { return SYSTEM.getAvailableProcessors(); }

  /** Cores, processor, memory, JDK, and how busy it was just now. */
  static String describe() {
    return String.format(Locale.ROOT, "%d cores %s, %d GB, %s %s, load %.1f", cores(), processor(), SYSTEM.getTotalMemorySize() >> 30,
      System.getProperty("java.vendor"), System.getProperty("java.runtime.version"), load());
  }

  /** Average of the last minute. */
  static double load() { return SYSTEM.getSystemLoadAverage(); }

  /** Processor time this process has used, all cores together. */
  static long cpu_ns() { return SYSTEM.getProcessCpuTime(); }

  /** Processor time a process of ours has used. */
  static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** A value of {@code /proc/PID/status} in MB, for example {@code VmHWM}, the most that was ever resident; 0 where there is no such file. */
  static long status_MB(long pid, String key) throws IOException {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    if (!Files.exists(status)) return 0;
    return Files.readAllLines(status).stream().filter(line -> line.startsWith(key + ":")).map(line -> line.replaceAll("\\D+", ""))
      .mapToLong(kB -> Long.parseLong(kB) >> 10).findFirst().orElse(0);
  }

  private static String processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo")).stream().filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip()).findFirst().orElse(System.getProperty("os.arch"));
    } catch (IOException unknown) {
      return System.getProperty("os.arch");
    }
  }
}

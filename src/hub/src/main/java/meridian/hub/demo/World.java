package meridian.hub.demo;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Properties;
import java.util.Set;

import meridian.hub.ScaledClock;

/** What the demo remembers from start to start: when the town's time began, where it stood, and the secret its meters' keys come from. */
final class World implements AutoCloseable {
  private final Path file;
  private final FileChannel lock;
  private final Properties properties = new Properties();

  private World(Path file, FileChannel lock) {
    this.file = file;
    this.lock = lock;
  }

  /** @throws IOException when the folder cannot be used, or another demo uses it: names the key */
  static World open(Path folder) throws IOException {
    FileChannel lock = lock(folder);
    try {
      return read(new World(folder.resolve("world.properties"), lock));
    } catch (IOException | RuntimeException unusable) {
      lock.close();
      throw unusable;
    }
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel;
    try {
      Files.createDirectories(folder);
      channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException unusable) {
      throw new IOException("demo.folder: " + folder + " cannot be used: " + unusable.getMessage(), unusable);
    }
    try {
      if (channel.tryLock() != null) return channel;
    } catch (OverlappingFileLockException thisJvm) {
      // Another demo all the same.
    }
    channel.close();
    throw new IOException("demo.folder: another demo is using " + folder + "; stop it, or set demo.folder to another folder");
  }

  private static World read(World world) throws IOException {
    if (Files.exists(world.file)) {
      try (Reader in = Files.newBufferedReader(world.file)) {
        world.properties.load(in);
      }
    } else {
      byte[] secret = new byte[32];
      new SecureRandom().nextBytes(secret);
      Instant morning = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(6));
      world.properties.setProperty("master-secret", HexFormat.of().formatHex(secret));
      world.properties.setProperty("origin", morning.toString());
      world.properties.setProperty("now", morning.toString());
      world.write();
    }
    return world;
  }

  String masterSecret() { return properties.getProperty("master-secret"); }

  /** The town's clock, going on now from where it stood. */
  ScaledClock clock(double speed) {
    Instant origin = Instant.parse(properties.getProperty("origin"));
    Duration lived = Duration.between(origin, Instant.parse(properties.getProperty("now")));
    Instant realOrigin = Instant.now().minusNanos((long) (lived.toNanos() / speed)).truncatedTo(ChronoUnit.MILLIS);
    return new ScaledClock(origin, realOrigin, speed);
  }

  /** Remembers the town's time. */
  synchronized void keep(Instant now) {
    properties.setProperty("now", now.toString());
    try {
      write();
    } catch (IOException unwritable) {
      throw new IllegalStateException(unwritable.getMessage(), unwritable);
    }
  }

  /** Leaves the folder to others. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException left) {
      throw new IllegalStateException(left.getMessage(), left);
    }
  }

  private void write() throws IOException {
    Path next = file.resolveSibling("world.properties.part");
    try (Writer out = Files.newBufferedWriter(next)) {
      properties.store(out, "The demo's world. The secret is the simulated meters' only.");
    }
    if (Files.getFileStore(next).supportsFileAttributeView("posix"))
      Files.setPosixFilePermissions(next, Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}

package meridian.store;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import meridian.services.port.StoreException;

/**
 * Where a running hub is asked for a backup: a socket {@code control/backup} in the store's folder, for the folder's owner alone. Whoever
 * connects is sent one, in pieces: a length of four bytes and that many bytes; 0 after the last one; -1 and a sentence when it failed. One at
 * a time, and only to somebody who goes on reading.
 */
final class BackupDoor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BackupDoor.class);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int PIECE_bytes = 64 << 10;
  private static final int END = 0;
  private static final int TROUBLE = -1;

  private final ServerSocketChannel door;
  private final Path socket;
  private final Backup.Source source;
  private final Thread doorman;
  private final AtomicReference<@Nullable Thread> serving = new AtomicReference<>();
  private volatile @Nullable SocketChannel asker;

  private BackupDoor(ServerSocketChannel door, Path socket, Backup.Source source) {
    this.door = door;
    this.socket = socket;
    this.source = source;
    doorman = Thread.ofVirtual().name("backup-door").unstarted(this::admit);
  }

  /** @return empty when it cannot be had; the log says why */
  static Optional<BackupDoor> open(Path folder, Backup.Source source) {
    Path socket = socket(folder);
    try {
      Path control = folder.resolve("control");
      Files.createDirectories(control);
      if (control.getFileSystem().supportedFileAttributeViews().contains("posix"))
        Files.setPosixFilePermissions(control, PosixFilePermissions.fromString("rwx------"));
      Files.deleteIfExists(socket); // of a hub that was killed; the store's lock is ours
      var door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        door.bind(UnixDomainSocketAddress.of(socket));
      } catch (IOException e) {
        door.close();
        throw e;
      }
      var opened = new BackupDoor(door, socket, source);
      opened.doorman.start();
      return Optional.of(opened);
    } catch (IOException e) {
      LOG.warn("backups can be made only while this hub does not run: {}: {}", socket, e.getMessage());
      return Optional.empty();
    }
  }

  /** Relative when that is shorter: a socket's name may have some hundred characters. */
  private static Path socket(Path folder) {
    Path absolute = folder.toAbsolutePath().normalize().resolve("control").resolve("backup");
    Path relative = Path.of("").toAbsolutePath().relativize(absolute);
    return relative.toString().length() < absolute.toString().length() ? relative : absolute;
  }

  /** A backup by the hub that runs on this folder; empty when none answers. */
  static Optional<Backup.Source> find(Path folder) {
    Path socket = socket(folder);
    if (!Files.exists(socket)) return Optional.empty();
    try {
      SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
      return Optional.of(out -> receive(channel, out));
    } catch (ConnectException nobody) {
      return Optional.empty();
    } catch (IOException e) {
      throw Backup.refusal("the hub that runs on " + folder + " cannot be asked for a backup (" + e.getMessage()
        + "); run this command as the hub's user", e);
    }
  }

  private static void receive(SocketChannel channel, OutputStream out) throws IOException {
    try (channel; var in = new DataInputStream(Channels.newInputStream(channel))) {
      for (int length = in.readInt(); length != END; length = in.readInt()) {
        if (length == TROUBLE) throw new StoreException("no backup was made: " + in.readUTF(), new IOException("told by the hub"));
        if (length < 0 || length > PIECE_bytes) throw new IOException("the hub speaks of a piece of " + length + " bytes");
        byte[] piece = in.readNBytes(length);
        if (piece.length < length) throw new EOFException();
        out.write(piece);
      }
    } catch (EOFException e) {
      throw new IOException("the hub stopped before it was done", e);
    }
  }

  private void admit() {
    try {
      while (true) {
        SocketChannel channel = door.accept();
        Thread thread = Thread.ofVirtual().name("backup").unstarted(() -> serve(channel));
        if (serving.compareAndSet(null, thread)) {
          asker = channel;
          thread.start();
        } else
          refuse(channel);
      }
    } catch (ClosedChannelException closing) {
      LOG.debug("no more backups");
    } catch (IOException e) {
      LOG.warn("backups can be made only while this hub does not run: {}", e.getMessage());
    }
  }

  private static void refuse(SocketChannel channel) {
    try (channel) {
      tell(channel, "another backup is being made; wait until it is done");
    } catch (IOException gone) {
      LOG.debug("who asked for a backup is gone");
    }
  }

  private static void tell(SocketChannel channel, String trouble) throws IOException {
    var out = new DataOutputStream(Channels.newOutputStream(channel));
    out.writeInt(TROUBLE);
    out.writeUTF(trouble);
  }

  private void serve(SocketChannel channel) {
    var moved_ns = new AtomicLong(System.nanoTime());
    Thread watch = Thread.ofVirtual().start(() -> hangUpOnTheIdle(channel, moved_ns));
    long began_ns = System.nanoTime();
    LOG.info("a backup is being made");
    try (channel) {
      try {
        var pieces = new Pieces(new DataOutputStream(Channels.newOutputStream(channel)), moved_ns);
        source.writeTo(pieces);
        pieces.end();
        LOG.info("the backup was made in {} ms", (System.nanoTime() - began_ns) / 1_000_000);
      } catch (StoreException e) {
        LOG.warn("no backup was made: {}", e.getMessage());
        tell(channel, String.valueOf(e.getMessage()));
      }
    } catch (IOException e) {
      LOG.warn("no backup was made: who asked for it is gone, or did not read for {} s", PATIENCE.toSeconds());
    } finally {
      watch.interrupt();
      serving.set(null);
    }
  }

  private static void hangUpOnTheIdle(SocketChannel channel, AtomicLong moved_ns) {
    try {
      while (System.nanoTime() - moved_ns.get() < PATIENCE.toNanos()) {
        Thread.sleep(Duration.ofSeconds(1));
      }
      channel.close();
    } catch (InterruptedException done) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("who asks for a backup and does not read cannot be hung up on: {}", e.getMessage());
    }
  }

  /** Breaks off the backup that is being made. */
  @Override
  public void close() {
    try {
      door.close();
      GroupCommit.join(doorman);
      SocketChannel now = asker;
      if (now != null) now.close();
      Thread thread = serving.get();
      if (thread != null) GroupCommit.join(thread);
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      LOG.warn("{} was left behind: {}", socket, e.getMessage());
    }
  }

  private static final class Pieces extends OutputStream {
    private final DataOutputStream out;
    private final AtomicLong moved_ns;
    private final byte[] piece = new byte[PIECE_bytes];
    private int filled;

    Pieces(DataOutputStream out, AtomicLong moved_ns) {
      this.out = out;
      this.moved_ns = moved_ns;
    }

    @Override
    public void write(int b) throws IOException { write(new byte[]{(byte) b}, 0, 1); }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      for (int at = 0; at < length;) {
        int some = Math.min(length - at, PIECE_bytes - filled);
        System.arraycopy(bytes, from + at, piece, filled, some);
        filled += some;
        at += some;
        if (filled == PIECE_bytes) send();
      }
    }

    private void send() throws IOException {
      if (filled == 0) return;
      out.writeInt(filled);
      out.write(piece, 0, filled);
      filled = 0;
      moved_ns.set(System.nanoTime());
    }

    void end() throws IOException {
      send();
      out.writeInt(END);
    }
  }
}

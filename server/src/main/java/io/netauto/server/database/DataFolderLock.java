package io.netauto.server.database;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The right to be the only server on a data folder, held until closed or until the process ends in
 * whatever way. The lock file stays behind; only the lock on it counts.
 */
final class DataFolderLock implements AutoCloseable {
  /**
   * The folders that this process holds. A POSIX lock belongs to the process and is dropped when
   * the process closes any descriptor of the file, so a second attempt from here must be refused
   * before it opens the file.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private DataFolderLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  static DataFolderLock on(DataFolder data) {
    var folder = data.path();
    if (!HELD.add(folder))
      throw new DataFolderInUseException(folder, Long.toString(ProcessHandle.current().pid()));
    FileChannel channel = null;
    try {
      var file = folder.resolve("netauto.lock");
      channel = FileChannel.open(file, CREATE, READ, WRITE);
      if (channel.tryLock() == null) throw new DataFolderInUseException(folder, holder(channel));
      data.giveToOwner(file);
      channel.truncate(0);
      channel.write(US_ASCII.encode(ProcessHandle.current().pid() + "\n"), 0);
      return new DataFolderLock(folder, channel);
    } catch (IOException | RuntimeException e) {
      closeQuietly(channel, e);
      HELD.remove(folder);
      if (e instanceof DataFolderInUseException refused) throw refused;
      throw new EmbeddedPostgresException(
          "The data folder \"%s\" cannot be locked: %s. Make it writable for this user, or choose another with NET_AUTO_DATA=/another/folder."
              .formatted(folder, e),
          e);
    }
  }

  private static String holder(FileChannel channel) throws IOException {
    var text = ByteBuffer.allocate(32);
    channel.read(text, 0);
    var pid = US_ASCII.decode(text.flip()).toString().strip();
    return pid.isEmpty() ? "unknown" : pid;
  }

  private static void closeQuietly(@Nullable FileChannel channel, Exception cause) {
    if (channel == null) return;
    try {
      channel.close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  @Override
  public synchronized void close() {
    if (!channel.isOpen()) return; // By now the folder may be held anew.
    try {
      channel.close();
    } catch (IOException e) {
      throw new EmbeddedPostgresException(
          "The lock on the data folder \"%s\" cannot be released: %s".formatted(folder, e), e);
    } finally {
      HELD.remove(folder);
    }
  }
}

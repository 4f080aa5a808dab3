package dev.sonatina.engine.vfs;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Maps files so that they can be unmapped at a chosen moment.
 *
 * <p>The JDK offers this as {@code java.lang.foreign.Arena} from version 22 on, where the older
 * way, {@code sun.misc.Unsafe.invokeCleaner}, prints a warning. Sonatina is compiled for 17, so
 * both are reached by method handles; neither needs a flag.
 */
abstract class FileMapper {

  private static final int ARENA_SINCE = 22;

  static FileMapper forThisJvm() {
    return Runtime.version().feature() >= ARENA_SINCE ? new ArenaMapper() : new CleanerMapper();
  }

  /** Maps an open file for reading. */
  abstract VfsMapping map(FileChannel channel, int length) throws IOException;

  /**
   * Maps a file for reading. The channel lives for this call only, and the call is repeated if the
   * thread's interruption closes it.
   */
  final VfsMapping map(Path path, int length) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
          return map(channel, length);
        } catch (ClosedByInterruptException e) {
          interrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Calls a handle whose checked exceptions are I/O errors. */
  static Object call(MethodHandle handle, Object... arguments) throws IOException {
    try {
      return handle.invokeWithArguments(arguments);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}

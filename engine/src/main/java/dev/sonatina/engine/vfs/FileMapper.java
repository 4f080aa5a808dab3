package dev.sonatina.engine.vfs;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Maps files so that they can be unmapped at a chosen moment.
 *
 * <p>The JDK offers this as {@code java.lang.foreign.Arena} from version 22 on, where the older
 * way, {@code sun.misc.Unsafe.invokeCleaner}, prints a warning. Sonatina is compiled for 17, so
 * both are reached by reflection; neither needs a flag.
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

  /**
   * Calls a method whose checked exceptions are I/O errors. By reflection and not by a method
   * handle, which takes longer for its first call than opening a store does.
   *
   * @param target null for a static method
   */
  static Object call(Method method, @Nullable Object target, Object... arguments)
      throws IOException {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.sonatina.engine.vfs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Unmaps by {@code sun.misc.Unsafe.invokeCleaner}: for JVMs before 22. */
final class CleanerMapper extends FileMapper {

  private final Object unsafe;
  private final Method invokeCleaner;

  CleanerMapper() {
    try {
      Class<?> unsafeClass = Class.forName("sun.misc.Unsafe");
      Field field = unsafeClass.getDeclaredField("theUnsafe");
      field.setAccessible(true);
      unsafe = field.get(null);
      invokeCleaner = unsafeClass.getMethod("invokeCleaner", ByteBuffer.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM cannot unmap files", e);
    }
  }

  @Override
  VfsMapping map(FileChannel channel, int length) throws IOException {
    ByteBuffer mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, length);
    mapped.order(ByteOrder.LITTLE_ENDIAN);
    return new VfsMapping() {
      @Override
      public ByteBuffer buffer() {
        return mapped;
      }

      @Override
      public void close() {
        if (length > 0) {
          try {
            call(invokeCleaner, unsafe, mapped);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      }
    };
  }
}

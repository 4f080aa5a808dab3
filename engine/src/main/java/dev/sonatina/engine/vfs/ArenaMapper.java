package dev.sonatina.engine.vfs;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Unmaps by closing a {@code java.lang.foreign.Arena}: for JVMs from 22 on. */
final class ArenaMapper extends FileMapper {

  private final Method newArena;
  private final Method mapInArena;
  private final Method asByteBuffer;

  ArenaMapper() {
    try {
      Class<?> arena = Class.forName("java.lang.foreign.Arena");
      Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
      newArena = arena.getMethod("ofShared");
      mapInArena =
          FileChannel.class.getMethod(
              "map", FileChannel.MapMode.class, long.class, long.class, arena);
      asByteBuffer = segment.getMethod("asByteBuffer");
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM cannot unmap files", e);
    }
  }

  @Override
  VfsMapping map(FileChannel channel, int length) throws IOException {
    AutoCloseable arena = (AutoCloseable) call(newArena, null);
    boolean mapped = false;
    try {
      Object segment =
          call(mapInArena, channel, FileChannel.MapMode.READ_ONLY, 0L, (long) length, arena);
      ByteBuffer buffer = (ByteBuffer) call(asByteBuffer, segment);
      buffer.order(ByteOrder.LITTLE_ENDIAN);
      mapped = true;
      return new ArenaMapping(buffer, arena);
    } finally {
      if (!mapped) {
        close(arena);
      }
    }
  }

  private static void close(AutoCloseable arena) {
    try {
      arena.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private record ArenaMapping(ByteBuffer buffer, AutoCloseable arena) implements VfsMapping {
    @Override
    public void close() {
      ArenaMapper.close(arena);
    }
  }
}

package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes a state to a checkpoint file, so that opening need not read the log before it. The file
 * gets its name when it is complete and synced: a checkpoint of which something is missing is
 * damaged.
 *
 * <p>Behind the {@link CheckpointHeader}, in blocks of {@link BlockWriter}; {@code n} stands for a
 * number, {@code b} for a byte string:
 *
 * <pre>
 *   segments     those in use:
 *                n count, then for each   n number, n offset at which the log leaves it
 *   collections  n next number, n count, then for each
 *                  n number, b name, n created, n next id, n count of records
 *                  usage  n first segment, n count, then for each  n records, n bytes
 *                  index  for each block of {@link IdIndex#FANOUT} ids with a record in it:
 *                           n 1 + how many blocks without have been left out before it
 *                           n 0 if its slots are narrow, 1 if they are wide
 *                           n least position in it
 *                           a slot for each id below the next id, 0 where there is no record;
 *                             narrow: 4 bytes, 1 + position - least; wide: 8 bytes, position
 *                         n 0
 *   keys         n count, then for each   n key id, b name
 *   meta         n count, then for each   b key, b value
 * </pre>
 */
final class CheckpointWriter {

  /** Positions that lie so far apart need wide slots. */
  private static final long NARROW_MAX = (1L << Integer.SIZE) - 1;

  private final BlockWriter out;

  private CheckpointWriter(BlockWriter out) {
    this.out = out;
  }

  /**
   * Writes a checkpoint and gives it its name; the caller syncs the directory. What failed half-way
   * is removed if possible.
   */
  static void write(StoreFiles files, CheckpointHeader header, LogState state) throws IOException {
    Path path = files.checkpoint(header.number());
    Path unfinished = StoreFiles.unfinished(path);
    Vfs vfs = files.vfs();
    if (vfs.exists(unfinished)) {
      vfs.delete(unfinished);
    }
    boolean complete = false;
    try {
      try (VfsFile file = vfs.open(unfinished, Vfs.OpenMode.CREATE)) {
        header.write(file);
        BlockWriter out = new BlockWriter(file, LogFormat.CHECKPOINT_HEADER_LENGTH);
        new CheckpointWriter(out).state(state);
        out.finish();
        file.sync();
      }
      vfs.rename(unfinished, path);
      complete = true;
    } finally {
      if (!complete && vfs.exists(unfinished)) {
        vfs.delete(unfinished);
      }
    }
  }

  private void state(LogState state) throws IOException {
    List<MappedSegment> segments = state.usedSegments();
    out.number(segments.size());
    for (MappedSegment segment : segments) {
      out.number(segment.number());
      out.number(state.endOf(segment));
    }
    out.number(state.nextCollection());
    out.number(state.collections().size());
    for (LogCollection collection : state.collections()) {
      collection(collection);
    }
    keys(state.keys());
    out.number(state.meta().size());
    for (Map.Entry<String, byte[]> each : state.meta().entrySet()) {
      out.bytes(each.getKey().getBytes(StandardCharsets.UTF_8));
      out.bytes(each.getValue());
    }
  }

  private void collection(LogCollection collection) throws IOException {
    out.number(collection.number());
    out.bytes(collection.name().getBytes(StandardCharsets.UTF_8));
    out.number(collection.createdMillis());
    out.number(collection.nextId());
    out.number(collection.count());
    SegmentUsage usage = collection.usage();
    out.number(usage.first());
    out.number(usage.limit() - usage.first());
    for (int segment = usage.first(); segment < usage.limit(); segment++) {
      out.number(usage.records(segment));
      out.number(usage.bytes(segment));
    }
    index(collection.index(), collection.nextId());
  }

  /** Slots are written nearly as they are used: opening a large store is mostly reading them. */
  private void index(IdIndex index, long nextId) throws IOException {
    long next = 0;
    for (long start = index.nextInBlock(0);
        start < nextId;
        start = index.nextInBlock(start + IdIndex.FANOUT)) {
      int count = (int) Math.min(IdIndex.FANOUT, nextId - start);
      long[] positions = positions(index, start, count);
      long least = leastPosition(positions);
      if (least != 0) {
        out.number(1 + (start - next) / IdIndex.FANOUT);
        slots(positions, least);
        next = start + IdIndex.FANOUT;
      }
    }
    out.number(0);
  }

  private static long[] positions(IdIndex index, long start, int count) {
    long[] positions = new long[count];
    for (int i = 0; i < count; i++) {
      positions[i] = index.get(start + i) & ~IdIndex.CHECKED;
    }
    return positions;
  }

  private static long leastPosition(long[] positions) {
    long least = 0;
    for (long position : positions) {
      if (position != 0 && (least == 0 || position < least)) {
        least = position;
      }
    }
    return least;
  }

  private void slots(long[] positions, long least) throws IOException {
    boolean isWide = false;
    for (long position : positions) {
      isWide |= position - least >= NARROW_MAX;
    }
    out.number(isWide ? 1 : 0);
    out.number(least);
    ByteBuffer slots =
        ByteBuffer.allocate(positions.length * (isWide ? Long.BYTES : Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (long position : positions) {
      if (isWide) {
        slots.putLong(position);
      } else {
        slots.putInt(position == 0 ? 0 : (int) (1 + position - least));
      }
    }
    out.raw(slots.array());
  }

  private void keys(KeyTable keys) throws IOException {
    int count = 0;
    for (int keyId = 0; keyId < keys.limit(); keyId++) {
      count += keys.name(keyId) == null ? 0 : 1;
    }
    out.number(count);
    for (int keyId = 0; keyId < keys.limit(); keyId++) {
      byte[] name = keys.name(keyId);
      if (name != null) {
        out.number(keyId);
        out.bytes(name);
      }
    }
  }
}

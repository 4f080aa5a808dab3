package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
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
 *                  index  for ids from 0:  n 0, n how many are absent
 *                                     or:  n 1 + zigzag(position - position before)
 *   keys         n count, then for each   n key id, b name
 *   meta         n count, then for each   b key, b value
 * </pre>
 */
final class CheckpointWriter {

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

  private void index(IdIndex index, long nextId) throws IOException {
    long before = 0;
    long written = 0;
    for (long start = index.nextInBlock(0);
        start < nextId;
        start = index.nextInBlock(start + IdIndex.FANOUT)) {
      long[] block = index.block(start);
      for (int i = 0; block != null && i < Math.min(block.length, nextId - start); i++) {
        long position = block[i] & ~IdIndex.CHECKED;
        if (position != 0) {
          absent(start + i - written);
          long delta = position - before;
          out.number(1 + ((delta << 1) ^ (delta >> 63)));
          before = position;
          written = start + i + 1;
        }
      }
    }
    absent(nextId - written);
  }

  private void absent(long count) throws IOException {
    if (count > 0) {
      out.number(0);
      out.number(count);
    }
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

package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What a checkpoint file holds; {@link CheckpointWriter} draws it.
 *
 * @param segments the offset at which the log leaves each segment, by segment number
 */
record CheckpointContent(
    CheckpointHeader header,
    NavigableMap<Integer, Integer> segments,
    int nextCollection,
    List<LogCollection> collections,
    KeyTable keys,
    NavigableMap<String, byte[]> meta) {

  private static final int NAME_LENGTH_MAX = 1 << 28;

  /** Reads a checkpoint; any damage is reported. */
  static CheckpointContent read(StoreFiles files, int number) throws IOException {
    Path path = files.checkpoint(number);
    VfsFile file = files.vfs().open(path, Vfs.OpenMode.READ);
    try {
      CheckpointHeader header = CheckpointHeader.read(file, number);
      BlockReader in = new BlockReader(file, LogFormat.CHECKPOINT_HEADER_LENGTH);
      NavigableMap<Integer, Integer> segments = segments(in);
      int nextCollection = (int) in.number(0, Integer.MAX_VALUE, "a collection number");
      long count = in.number(0, nextCollection, "a number of collections");
      List<LogCollection> collections = new ArrayList<>();
      for (long i = 0; i < count; i++) {
        collections.add(collection(in));
      }
      KeyTable keys = keys(in);
      NavigableMap<String, byte[]> meta = meta(in);
      in.finish();
      return new CheckpointContent(header, segments, nextCollection, collections, keys, meta);
    } finally {
      StoreFiles.closeQuietly(file);
    }
  }

  private static NavigableMap<Integer, Integer> segments(BlockReader in) throws IOException {
    NavigableMap<Integer, Integer> segments = new TreeMap<>();
    for (long i = in.number(); i > 0; i--) {
      int number = (int) in.number(1, Integer.MAX_VALUE, "a segment number");
      segments.put(number, (int) in.number(0, Integer.MAX_VALUE, "an offset"));
    }
    return segments;
  }

  private static LogCollection collection(BlockReader in) throws IOException {
    int number = (int) in.number(0, Integer.MAX_VALUE, "a collection number");
    String name = new String(in.bytes(NAME_LENGTH_MAX), StandardCharsets.UTF_8);
    long created = in.number();
    long nextId = in.number(0, Long.MAX_VALUE, "an id");
    long count = in.number(0, nextId, "a number of records");
    int first = (int) in.number(0, Integer.MAX_VALUE, "a segment number");
    int length = (int) in.number(0, Integer.MAX_VALUE - first, "a number of segments");
    List<long[]> usage = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      usage.add(new long[] {in.number(), in.number()});
    }
    return new LogCollection(
        number,
        name,
        created,
        nextId,
        count,
        index(in, nextId),
        new SegmentUsage(
            first,
            usage.stream().mapToLong(each -> each[0]).toArray(),
            usage.stream().mapToLong(each -> each[1]).toArray()));
  }

  /** What is read goes through the same few places, as the first use of each costs time. */
  private static IdIndex index(BlockReader in, long nextId) throws IOException {
    Object editor = new Object();
    IdIndex index = new IdIndex();
    ByteBuffer bytes =
        ByteBuffer.allocate(IdIndex.FANOUT * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long[] slots = new long[IdIndex.FANOUT];
    long start = 0;
    while (true) {
      long blocksLeft = start < nextId ? 1 + (nextId - start - 1) / IdIndex.FANOUT : 0;
      long code = in.number(0, blocksLeft, "a number of blocks");
      if (code == 0) {
        return index;
      }
      start += (code - 1) * IdIndex.FANOUT;
      int count = (int) Math.min(IdIndex.FANOUT, nextId - start);
      readSlots(in, bytes, slots, count);
      index =
          index.append(start, count < slots.length ? Arrays.copyOf(slots, count) : slots, editor);
      start += IdIndex.FANOUT;
    }
  }

  private static void readSlots(BlockReader in, ByteBuffer bytes, long[] slots, int count)
      throws IOException {
    boolean isWide = in.number(0, 1, "a width") == 1;
    long least = in.number();
    in.raw(bytes, count * (isWide ? Long.BYTES : Integer.BYTES));
    for (int i = 0; i < count; i++) {
      if (isWide) {
        slots[i] = bytes.getLong(i * Long.BYTES);
      } else {
        long offset = Integer.toUnsignedLong(bytes.getInt(i * Integer.BYTES));
        slots[i] = offset == 0 ? 0 : least + offset - 1;
      }
    }
  }

  private static KeyTable keys(BlockReader in) throws IOException {
    Map<Integer, byte[]> keys = new HashMap<>();
    for (long i = in.number(); i > 0; i--) {
      int keyId = (int) in.number(0, Character.MAX_VALUE, "a key id");
      keys.put(keyId, in.bytes(NAME_LENGTH_MAX));
    }
    return KeyTable.EMPTY.with(keys);
  }

  private static NavigableMap<String, byte[]> meta(BlockReader in) throws IOException {
    NavigableMap<String, byte[]> meta = new TreeMap<>();
    for (long i = in.number(); i > 0; i--) {
      String key = new String(in.bytes(NAME_LENGTH_MAX), StandardCharsets.UTF_8);
      meta.put(key, in.bytes(NAME_LENGTH_MAX));
    }
    return Collections.unmodifiableNavigableMap(meta);
  }
}

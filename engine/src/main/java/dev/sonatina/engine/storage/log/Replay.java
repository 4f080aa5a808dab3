package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Carries out the transactions that are in the log, frame by frame. Frames of a transaction without
 * its last frame have no effect: it was rolled back, or cut off by a crash.
 */
final class Replay {

  private record PendingFrame(MappedSegment segment, int offset) {}

  private final long storeId;
  private final Map<Integer, MappedSegment> segments;
  private final StateEditor editor;
  private final List<PendingFrame> pending = new ArrayList<>();
  private long pendingSequence;
  private long lastSequence;
  private long version;
  private int previousCrc;
  private long logBytes;

  /**
   * @param segments those that the log has led through so far, by number; grows meanwhile
   */
  Replay(long storeId, LogState base, Map<Integer, MappedSegment> segments) {
    this.storeId = storeId;
    this.segments = segments;
    this.editor = new StateEditor(base);
    this.lastSequence = base.version();
    this.version = base.version();
    this.previousCrc = base.previousCrc();
  }

  /** Header checksum of the last frame. */
  int previousCrc() {
    return previousCrc;
  }

  /** Number of the last transaction met, whether it took effect or not. */
  long lastSequence() {
    return lastSequence;
  }

  /**
   * Goes through a segment as long as one good frame follows the other.
   *
   * @return the offset behind the last of them
   */
  int walk(MappedSegment segment, int startOffset) {
    FrameReader frame = new FrameReader(segment.number(), segment.bytes(), storeId);
    int offset = startOffset;
    while (offset < segment.contentEnd()
        && isIntact(frame, segment, offset)
        && frame.previous() == previousCrc) {
      take(frame, segment, offset);
      previousCrc = frame.headerCrc();
      offset += frame.length();
      logBytes += frame.length();
    }
    return offset;
  }

  private static boolean isIntact(FrameReader frame, MappedSegment segment, int offset) {
    try {
      return frame.load(offset) && frame.firstDamage() < 0;
    } catch (InternalError e) {
      if (segment.endsInHole(offset)) {
        return false; // The disk was full in the middle of a write.
      }
      throw e;
    }
  }

  private void take(FrameReader frame, MappedSegment segment, int offset) {
    lastSequence = Math.max(lastSequence, frame.sequence());
    if (frame.kind() == LogFormat.FRAME_CATALOG) {
      return;
    }
    if (frame.sequence() != pendingSequence) {
      pending.clear();
      pendingSequence = frame.sequence();
    }
    pending.add(new PendingFrame(segment, offset));
    if (frame.kind() == LogFormat.FRAME_COMMIT) {
      for (PendingFrame each : pending) {
        apply(each);
      }
      pending.clear();
      version = frame.sequence();
    }
  }

  private void apply(PendingFrame pendingFrame) {
    MappedSegment segment = pendingFrame.segment;
    FrameReader frame = new FrameReader(segment.number(), segment.bytes(), storeId);
    frame.load(pendingFrame.offset);
    frame.forEachEntry(
        (kind, number, id, position, bytes, payload, length) -> {
          switch (kind) {
            case LogFormat.ENTRY_RECORD -> record(number, id, position, length);
            case LogFormat.ENTRY_ERASE -> erase(number, id, position);
            case LogFormat.ENTRY_CREATE -> editor.create(number, text(bytes, payload, length), id);
            case LogFormat.ENTRY_DROP -> collection(number, position).drop();
            case LogFormat.ENTRY_NEXT_ID -> collection(number, position).raiseNextId(id);
            case LogFormat.ENTRY_KEY -> editor.addKey(number, copy(bytes, payload, length));
            case LogFormat.ENTRY_META ->
                editor.putMeta(
                    text(bytes, payload, number), copy(bytes, payload + number, length - number));
            case LogFormat.ENTRY_META_REMOVED -> editor.removeMeta(text(bytes, payload, length));
            default -> throw damaged(position, "an entry of a known kind", "kind " + kind);
          }
        });
  }

  private void record(int number, long id, long position, int length) {
    CollectionEditor collection = collection(number, position);
    long old = positionOf(collection, id);
    int entryLength = LogFormat.ENTRY_HEADER_LENGTH + length;
    if (old == 0) {
      collection.add(id, position, entryLength);
    } else {
      collection.replace(id, position, entryLength, old, entryLength(old));
    }
  }

  private void erase(int number, long id, long position) {
    CollectionEditor collection = collection(number, position);
    long old = positionOf(collection, id);
    if (old == 0) {
      throw damaged(
          position, "the erase of a record", "one of record " + id + ", which is not there");
    }
    collection.erase(id, old, entryLength(old));
  }

  /** Where a record lies, or 0. */
  static long positionOf(CollectionEditor collection, long id) {
    return id >= collection.nextId() ? 0 : collection.index().get(id) & ~IdIndex.CHECKED;
  }

  private int entryLength(long position) {
    MappedSegment segment = segments.get(Position.segment(position));
    int offset = Position.offset(position);
    return segment == null || offset > segment.bytes().capacity() - LogFormat.ENTRY_HEADER_LENGTH
        ? LogFormat.ENTRY_HEADER_LENGTH
        : RecordLocator.entryLength(segment.bytes(), offset);
  }

  private CollectionEditor collection(int number, long position) {
    CollectionEditor collection = editor.find(number);
    if (collection == null) {
      throw damaged(position, "an entry of a collection", "collection number " + number);
    }
    return collection;
  }

  /** For entries whose checksums are right but which make no sense here. */
  private StorageException damaged(long position, String expected, String found) {
    MappedSegment segment = segments.get(Position.segment(position));
    Path path = segment == null ? Path.of("?") : segment.path();
    return StorageErrors.corrupt(path, Position.offset(position), expected, found);
  }

  /** The state after all that took effect. */
  LogState state(long end, SegmentSet set) {
    return editor.done(version, new LogPlace(end, previousCrc, logBytes, set));
  }

  static byte[] copy(ByteBuffer bytes, int offset, int length) {
    byte[] copy = new byte[length];
    bytes.get(offset, copy);
    return copy;
  }

  static String text(ByteBuffer bytes, int offset, int length) {
    return new String(copy(bytes, offset, length), StandardCharsets.UTF_8);
  }
}

package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts together a state from whatever of a store can still be read, for stores that recovery
 * refuses.
 *
 * <p>It starts from the newest checkpoint that is intact, or from nothing, and takes from the
 * segments behind it every entry whose checksum is right, later ones over earlier ones: from good
 * frames, from damaged ones, and from between them. Where it is not known whether a transaction was
 * completed, because of a damage behind it, it is taken as completed.
 */
final class SalvageScan {

  private final StoreFiles files;
  private final StoreFiles.Listing listing;
  private final List<String> notes;
  private final Map<Integer, MappedSegment> mapped = new TreeMap<>();
  private final List<Runnable> pending = new ArrayList<>();
  private @Nullable CheckpointContent checkpoint;
  private long storeId;
  private StateEditor editor = new StateEditor(EMPTY);
  private long pendingSequence;
  private int previousCrc;

  private static final LogState EMPTY =
      new LogState(
          0,
          Position.of(1, LogFormat.SEGMENT_HEADER_LENGTH),
          0,
          0,
          0,
          List.of(),
          KeyTable.EMPTY,
          Collections.emptyNavigableMap(),
          new SegmentSet(List.of()));

  SalvageScan(StoreFiles files, StoreFiles.Listing listing, List<String> notes) {
    this.files = files;
    this.listing = listing;
    this.notes = notes;
  }

  /** The state found; the caller holds its segments. */
  LogState run() {
    boolean done = false;
    try {
      openSegments();
      readCheckpoint();
      long start = 0;
      CheckpointContent content = checkpoint;
      if (content != null) {
        storeId = content.header().storeId();
        start = content.header().position();
        editor = new StateEditor(state(content));
      } else {
        notes.add(
            "no intact checkpoint: records erased before others of their segment may have come"
                + " back");
      }
      for (MappedSegment segment : mapped.values()) {
        if (segment.number() >= Position.segment(start)) {
          boolean isFirst = segment.number() == Position.segment(start);
          scan(segment, isFirst ? Position.offset(start) : LogFormat.SEGMENT_HEADER_LENGTH);
        }
      }
      SegmentSet segments = new SegmentSet(List.copyOf(mapped.values()));
      done = true;
      return editor.done(0, new LogPlace(EMPTY.end(), 0, 0, segments));
    } finally {
      if (!done) {
        mapped.values().forEach(MappedSegment::discard);
      }
    }
  }

  private void openSegments() {
    SegmentOpener opener = new SegmentOpener(files);
    for (int number : listing.segments()) {
      try {
        MappedSegment segment =
            readable(opener.map(number, LogFormat.SEGMENT_HEADER_LENGTH), notes);
        mapped.put(number, segment);
        SegmentHeader header = SegmentHeader.decode(segment.path(), number, segment.bytes());
        if (header == null) {
          notes.add(String.valueOf(SegmentHeader.damaged(segment.path()).getMessage()));
        } else {
          storeId = header.storeId();
        }
      } catch (StorageException | IOException e) {
        StorageErrors.throwIfOtherVersion(e);
        notes.add(String.valueOf(e.getMessage()));
      }
    }
  }

  /** The segment, or if the disk does not give all of it, a copy with zeros for those pages. */
  static MappedSegment readable(MappedSegment segment, List<String> notes) {
    ByteBuffer bytes = segment.bytes();
    int lost = MappedReads.firstUnreadable(bytes, 0, bytes.capacity());
    if (lost < 0) {
      return segment;
    }
    ByteBuffer copy = ByteBuffer.allocateDirect(bytes.capacity()).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < bytes.capacity(); from += MappedReads.PAGE_BYTES) {
      int length = Math.min(MappedReads.PAGE_BYTES, bytes.capacity() - from);
      if (from < lost || MappedReads.firstUnreadable(bytes, from, from + length) < 0) {
        copy.put(from, bytes, from, length);
      } else {
        notes.add("cannot read " + segment.path() + " at offset " + from);
      }
    }
    segment.discard();
    return segment.copiedTo(copy);
  }

  private void readCheckpoint() {
    for (int number : listing.checkpoints().descendingSet()) {
      try {
        checkpoint = CheckpointContent.read(files, number);
        return;
      } catch (StorageException | IOException e) {
        StorageErrors.throwIfOtherVersion(e);
        notes.add(String.valueOf(e.getMessage()));
      }
    }
  }

  private static LogState state(CheckpointContent content) {
    return new LogState(
        content.header().sequence(),
        content.header().position(),
        content.header().previousCrc(),
        0,
        content.nextCollection(),
        content.collections(),
        content.keys(),
        content.meta(),
        new SegmentSet(List.of()));
  }

  private void scan(MappedSegment segment, int start) {
    ByteBuffer bytes = segment.bytes();
    FrameReader frame = new FrameReader(segment.number(), bytes, storeId);
    int offset = start;
    while (offset < segment.contentEnd()) {
      if (!frame.load(offset)) {
        int next = Verifier.nextFrame(frame, offset, segment.contentEnd());
        if (takeLooseEntries(segment, offset, next)) {
          completePending();
        }
        offset = next;
        continue;
      }
      if (frame.sequence() != pendingSequence && frame.kind() != LogFormat.FRAME_CATALOG) {
        if (frame.previous() == previousCrc) {
          pending.clear(); // The transaction before was rolled back.
        }
        completePending();
        pendingSequence = frame.sequence();
      }
      take(frame, segment, offset);
      previousCrc = frame.headerCrc();
      offset += frame.length();
    }
  }

  private void take(FrameReader frame, MappedSegment segment, int offset) {
    boolean isIntact = frame.firstDamage() < 0;
    int from = offset + LogFormat.FRAME_HEADER_LENGTH;
    int to = offset + frame.length();
    if (!isIntact) {
      notes.add(
          String.valueOf(
              StorageErrors.corrupt(
                      segment.path(), frame.firstDamage(), "an intact frame", "damaged bytes")
                  .getMessage()));
    }
    boolean isCatalog = frame.kind() == LogFormat.FRAME_CATALOG;
    if (isCatalog) {
      takeLooseEntries(segment, from, to);
      return;
    }
    pending.add(() -> takeLooseEntries(segment, from, to));
    if (frame.kind() == LogFormat.FRAME_COMMIT) {
      completePending();
    }
  }

  private void completePending() {
    pending.forEach(Runnable::run);
    pending.clear();
  }

  /**
   * Takes every intact entry from a range, wherever it begins.
   *
   * @return whether there was anything but zeros
   */
  private boolean takeLooseEntries(MappedSegment segment, int from, int to) {
    ByteBuffer bytes = segment.bytes();
    boolean isZero = true;
    int at = from;
    while (at < to) {
      int end = FrameReader.endOfIntactEntry(bytes, at, to);
      if (end > 0) {
        apply(segment, at);
        at = end;
        isZero = false;
      } else {
        isZero &= bytes.get(at) == 0;
        at++;
      }
    }
    return !isZero;
  }

  private void apply(MappedSegment segment, int at) {
    ByteBuffer bytes = segment.bytes();
    int kind = bytes.getInt(at + 4) >>> 28;
    int length = bytes.getInt(at + 4) & FrameReader.ENTRY_LENGTH_MASK;
    int number = bytes.getInt(at + 8);
    long id = bytes.getLong(at + 12);
    int payload = at + LogFormat.ENTRY_HEADER_LENGTH;
    long position = Position.of(segment.number(), at);
    switch (kind) {
      case LogFormat.ENTRY_RECORD -> put(collection(number), id, position);
      case LogFormat.ENTRY_ERASE -> erase(collection(number), id);
      case LogFormat.ENTRY_CREATE -> {
        if (editor.find(number) == null) {
          editor.create(number, Replay.text(bytes, payload, length), id);
        }
      }
      case LogFormat.ENTRY_DROP -> collection(number).drop();
      case LogFormat.ENTRY_NEXT_ID -> collection(number).raiseNextId(id);
      case LogFormat.ENTRY_KEY -> {
        if (editor.key(number) == null) {
          editor.addKey(number, Replay.copy(bytes, payload, length));
        }
      }
      case LogFormat.ENTRY_META ->
          editor.putMeta(
              Replay.text(bytes, payload, number),
              Replay.copy(bytes, payload + number, length - number));
      case LogFormat.ENTRY_META_REMOVED -> editor.removeMeta(Replay.text(bytes, payload, length));
      default -> {}
    }
  }

  /** A collection whose entries have been found; one whose name has not is given a name. */
  private CollectionEditor collection(int number) {
    CollectionEditor found = editor.find(number);
    if (found == null) {
      editor.create(number, "salvaged-" + number, 0);
      found = editor.find(number);
    }
    if (found == null) {
      throw new IllegalStateException("collection " + number + " was not made");
    }
    return found;
  }

  private static void put(CollectionEditor collection, long id, long position) {
    long old = Replay.positionOf(collection, id);
    if (old == 0) {
      collection.add(id, position, 0);
    } else {
      collection.replace(id, position, 0, old, 0);
    }
  }

  private static void erase(CollectionEditor collection, long id) {
    long old = Replay.positionOf(collection, id);
    if (old != 0) {
      collection.erase(id, old, 0);
    }
  }
}

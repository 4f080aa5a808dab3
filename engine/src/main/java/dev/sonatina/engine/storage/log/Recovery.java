package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.StorageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the state of a store from its files. This is how every opening works, after a crash and
 * after a clean close alike. It only reads; doing it any number of times gives the same.
 *
 * <p>The problem. What was written since the last sync may be on the disk or not, piece by piece
 * and in any order; segments made since then may lack their name or their header. All that was
 * synced must be there, or it is damage, which must not be taken for an unfinished write.
 *
 * <p>The steps.
 *
 * <ol>
 *   <li>The newest checkpoint gives the state at a position up to which the log had been synced. It
 *       must be readable, and the segments that it names must reach as far as it says.
 *   <li>From there the log is followed frame by frame ({@link Replay}). Each frame names the one
 *       before it by its checksum. Where no frame follows, the segment whose header names this very
 *       position goes on; if several do, the youngest, since an older one was given up.
 *   <li>Where that does not lead on either, the log ends. Behind the end there may be remains of
 *       writes ({@link Tail}). If an intact frame among them says that the log had been synced
 *       beyond the end, then synced data is missing: the store is reported as corrupt. Otherwise
 *       the remains were never promised to anybody and are passed over.
 * </ol>
 *
 * Remains are not overwritten: the log goes on in a new segment, whose header says where the old
 * one ended. So a crash during or after recovery meets the same situation, or the next one.
 */
final class Recovery {

  /** How often reading a store that another process changes is tried before damage is believed. */
  private static final int READ_ATTEMPTS = 5;

  private final StoreFiles files;
  private final StoreFiles.Listing listing;
  private final SegmentOpener opener;
  private final Map<Integer, MappedSegment> mapped = new TreeMap<>();

  /** What is being read through a mapping. */
  private Path reading;

  private Recovery(StoreFiles files, StoreFiles.Listing listing) {
    this.files = files;
    this.reading = files.directory();
    this.listing = listing;
    this.opener = new SegmentOpener(files);
  }

  /** Recovers the store whose files are listed. */
  static Recovered run(StoreFiles files, StoreFiles.Listing listing) throws IOException {
    if (listing.isEmpty()) {
      throw StorageErrors.noDatabase(files.directory()); // It was removed since somebody looked.
    }
    Recovery recovery = new Recovery(files, listing);
    boolean done = false;
    try {
      Recovered result =
          listing.checkpoints().isEmpty()
              ? recovery.fromFirstSegment()
              : recovery.fromCheckpoint(listing.checkpoints().last());
      done = true;
      return result;
    } catch (InternalError e) {
      throw MappedReads.unreadable(recovery.reading, e);
    } finally {
      if (!done) {
        recovery.mapped.values().forEach(MappedSegment::discard);
      }
    }
  }

  /**
   * Recovers a store that another process may be writing to. What looks like damage can come from
   * reading one file before and another after a change, and what looks unreadable from the unused
   * end of a file that the writer has cut off meanwhile, so it is tried again.
   */
  static Recovered runBesideAWriter(StoreFiles files) throws IOException {
    int attempt = 1;
    while (true) {
      try {
        return run(files, files.list());
      } catch (IOException | StorageException e) {
        // Files go, and shrink between asking for their size and mapping them.
        if (attempt++ == READ_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Recovered fromFirstSegment() throws IOException {
    int first = listing.segments().first();
    SegmentHeader header = opener.header(first);
    if (header == null) {
      throw SegmentHeader.damaged(files.segment(first));
    }
    if (header.predecessor() != 0) {
      throw StorageErrors.corrupt(
          files.directory(), 0, "a checkpoint, since older segments are gone", "none");
    }
    LogState state =
        new LogState(
            0,
            Position.of(first, LogFormat.SEGMENT_HEADER_LENGTH),
            0,
            0,
            0,
            List.of(),
            KeyTable.EMPTY,
            Collections.emptyNavigableMap(),
            new SegmentSet(List.of()));
    mapped.put(first, opener.mapMember(first, 0, header.storeId()));
    return follow(header.storeId(), state, 0, first + 1);
  }

  private Recovered fromCheckpoint(int number) throws IOException {
    CheckpointContent content = CheckpointContent.read(files, number);
    CheckpointHeader header = content.header();
    int current = Position.segment(header.position());
    for (Map.Entry<Integer, Integer> each : content.segments().entrySet()) {
      int segment = each.getKey();
      MappedSegment member = opener.mapMember(segment, each.getValue(), header.storeId());
      mapped.put(segment, member);
      if (segment != current) {
        member.seal(each.getValue());
      }
    }
    if (!mapped.containsKey(current)) {
      throw StorageErrors.corrupt(
          files.checkpoint(number), 0, "the segment of its own position", "none");
    }
    LogState state =
        new LogState(
            header.sequence(),
            header.position(),
            header.previousCrc(),
            0,
            content.nextCollection(),
            content.collections(),
            content.keys(),
            content.meta(),
            new SegmentSet(List.of()));
    return follow(header.storeId(), state, number, header.nextSegment());
  }

  private Recovered follow(long storeId, LogState base, int checkpoint, int nextSegment)
      throws IOException {
    Replay replay = new Replay(storeId, base, mapped);
    long end = walk(replay, base.end(), storeId);
    Remains remains = remains(storeId, end);
    while (remains.syncedTo > end) {
      long further = walk(replay, end, storeId);
      if (further == end) {
        throw missing(member(Position.segment(end)), end, remains.syncedTo);
      }
      end = further; // A process that has the store open wrote on between the two looks.
      remains = remains(storeId, end);
    }
    return new Recovered(
        storeId,
        replay.state(end, new SegmentSet(List.copyOf(mapped.values()))),
        replay.lastSequence(),
        Math.max(nextSegment, listing.segments().last() + 1),
        base.end(),
        remains.areNothing,
        checkpoint,
        useless(checkpoint));
  }

  /** Follows the log from one position to its end, and returns that. */
  private long walk(Replay replay, long from, long storeId) throws IOException {
    int segment = Position.segment(from);
    int offset = Position.offset(from);
    while (true) {
      reading = member(segment).path();
      offset = replay.walk(member(segment), offset);
      long end = Position.of(segment, offset);
      SegmentHeader next = successor(end, replay.previousCrc(), storeId);
      if (next == null) {
        return end;
      }
      member(segment).seal(offset);
      segment = next.number();
      offset = LogFormat.SEGMENT_HEADER_LENGTH;
      mapped.put(segment, opener.mapMember(segment, 0, storeId));
    }
  }

  /** The segment in which the log goes on from this position, or null. */
  private @Nullable SegmentHeader successor(long end, int previousCrc, long storeId)
      throws IOException {
    for (int number : listing.segments().tailSet(Position.segment(end), false).descendingSet()) {
      SegmentHeader header = opener.header(number);
      if (header != null
          && header.storeId() == storeId
          && header.predecessor() == end
          && header.previousCrc() == previousCrc) {
        return header;
      }
    }
    return null;
  }

  /**
   * What lies behind the end of the log.
   *
   * @param areNothing whether the log can go on right there
   * @param syncedTo the farthest position that they say had been synced
   */
  private record Remains(boolean areNothing, long syncedTo) {}

  private Remains remains(long storeId, long end) throws IOException {
    MappedSegment last = member(Position.segment(end));
    Tail tail = new Tail(storeId);
    reading = last.path();
    boolean clean = tail.inspect(last, Position.offset(end));
    for (int number : listing.segments().tailSet(last.number(), false)) {
      MappedSegment orphan = opener.map(number, 0);
      reading = orphan.path();
      try {
        tail.inspect(orphan, LogFormat.SEGMENT_HEADER_LENGTH);
      } finally {
        orphan.discard();
      }
    }
    return new Remains(clean, tail.syncedTo());
  }

  private MappedSegment member(int segment) {
    return Objects.requireNonNull(mapped.get(segment));
  }

  private StorageException missing(MappedSegment last, long end, long syncedTo) {
    ByteBuffer bytes = last.bytes();
    int offset = Position.offset(end);
    return StorageErrors.corrupt(
        last.path(),
        offset,
        "a frame, because the log has been synced up to segment "
            + Position.segment(syncedTo)
            + " offset "
            + Position.offset(syncedTo),
        offset < bytes.capacity() ? "damaged bytes" : "the end of the file");
  }

  private List<Path> useless(int checkpoint) {
    List<Path> useless = new ArrayList<>(listing.unfinished());
    for (int number : listing.segments()) {
      if (!mapped.containsKey(number)) {
        useless.add(files.segment(number));
      }
    }
    for (int number : listing.checkpoints()) {
      if (number != checkpoint) {
        useless.add(files.checkpoint(number));
      }
    }
    return useless;
  }
}

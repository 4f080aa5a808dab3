package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.api.VerifyReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks at every byte of a store that means something: the checkpoint, every frame of every
 * segment, and that every position in the indexes leads to the record it should. Goes on after a
 * damage, so that the report is complete. Changes nothing.
 */
final class Verifier {

  private final Progress progress;
  private final Set<String> damages = new LinkedHashSet<>();
  private int segments;
  private long records;
  private long done;
  private long total;

  Verifier(Progress progress) {
    this.progress = progress;
  }

  /**
   * Verifies the files of a store, as they are at this moment if another process is writing to
   * them.
   */
  VerifyReport verify(StoreFiles files) throws IOException {
    try {
      Recovered recovered = Recovery.runBesideAWriter(files);
      try {
        checkState(recovered.state(), recovered.storeId());
      } finally {
        recovered.state().segments().release();
      }
    } catch (StorageException e) {
      StorageErrors.throwIfOtherVersion(e);
      damages.add(String.valueOf(e.getMessage()));
      checkSegmentsOneByOne(files, files.list());
    }
    return report();
  }

  /** Verifies a state, whose segments the caller holds. */
  VerifyReport verify(LogState state, long storeId) {
    checkState(state, storeId);
    return report();
  }

  private VerifyReport report() {
    return new VerifyReport(segments, records, done, new ArrayList<>(damages));
  }

  private void checkState(LogState state, long storeId) {
    List<MappedSegment> members = state.segments().members();
    total = members.stream().mapToLong(state::endOf).sum();
    for (MappedSegment segment : members) {
      checkSegment(segment, state.endOf(segment), storeId);
    }
    for (LogCollection collection : state.collections()) {
      checkIndex(collection, state);
    }
  }

  /**
   * Without a state to go by, each segment is followed to where its file ends or turns to zeros.
   */
  private void checkSegmentsOneByOne(StoreFiles files, StoreFiles.Listing listing)
      throws IOException {
    SegmentOpener opener = new SegmentOpener(files);
    for (int number : listing.segments()) {
      MappedSegment segment = opener.map(number, 0);
      try {
        SegmentHeader header = SegmentHeader.decode(segment.path(), number, segment.bytes());
        if (header == null) {
          damages.add(String.valueOf(SegmentHeader.damaged(segment.path()).getMessage()));
        } else {
          checkSegment(segment, endOfContent(segment), header.storeId());
        }
      } catch (StorageException e) {
        StorageErrors.throwIfOtherVersion(e);
        damages.add(String.valueOf(e.getMessage()));
      } finally {
        segment.discard();
      }
    }
  }

  /** The first place where a frame may end behind everything that is not zero. */
  private static int endOfContent(MappedSegment segment) {
    int end = (segment.contentEnd() + LogFormat.FRAME_ALIGNMENT - 1) & -LogFormat.FRAME_ALIGNMENT;
    return Math.min(end, segment.bytes().capacity() & -LogFormat.FRAME_ALIGNMENT);
  }

  private void checkSegment(MappedSegment segment, int end, long storeId) {
    segments++;
    try {
      checkFrames(segment, end, storeId);
    } catch (InternalError e) {
      damages.add(String.valueOf(MappedReads.unreadable(segment.path(), e).getMessage()));
    }
    done += end;
    progress.advanced(done, total);
  }

  private void checkFrames(MappedSegment segment, int end, long storeId) {
    FrameReader frame = new FrameReader(segment.number(), segment.bytes(), storeId);
    int offset = LogFormat.SEGMENT_HEADER_LENGTH;
    int previousCrc = segment.bytes().getInt(SegmentHeader.PREVIOUS_CRC_OFFSET);
    boolean isChained = true;
    while (offset < end) {
      if (frame.load(offset) && offset + frame.length() <= end) {
        int damage = frame.firstDamage();
        if (damage >= 0) {
          report(segment, damage, "intact bytes of a frame", "a wrong checksum");
        } else if (isChained && frame.previous() != previousCrc) {
          report(segment, offset, "the frame that followed the one before", "another");
        }
        previousCrc = frame.headerCrc();
        isChained = true;
        offset += frame.length();
      } else {
        report(segment, offset, "a frame", "damaged bytes");
        offset = nextFrame(frame, offset, end);
        isChained = false;
      }
    }
  }

  /** Where the next frame with a good header begins, or the end. */
  static int nextFrame(FrameReader frame, int damaged, int end) {
    int offset = damaged + LogFormat.FRAME_ALIGNMENT;
    while (offset < end && !frame.load(offset)) {
      offset += LogFormat.FRAME_ALIGNMENT;
    }
    return offset;
  }

  private void checkIndex(LogCollection collection, LogState state) {
    IdIndex index = collection.index();
    long found = 0;
    for (long id = index.nextInBlock(0); id < collection.nextId(); id = index.nextInBlock(id + 1)) {
      long position = index.get(id) & ~IdIndex.CHECKED;
      if (position != 0) {
        found++;
        checkRecord(collection.number(), id, position, state);
      }
    }
    records += found;
    if (found != collection.count()) {
      damages.add(
          "collection "
              + collection.name()
              + " is damaged: expected "
              + collection.count()
              + " records, found "
              + found);
    }
  }

  private void checkRecord(int collection, long id, long position, LogState state) {
    MappedSegment segment = state.segments().segment(Position.segment(position));
    if (segment == null) {
      damages.add("the index is damaged: record " + id + " lies in a segment that does not exist");
      return;
    }
    int offset = Position.offset(position);
    try {
      if (!RecordLocator.isIntact(segment.bytes(), offset, collection, id)) {
        report(
            segment, offset, "record " + id + " of collection number " + collection, "other bytes");
      }
    } catch (InternalError e) {
      damages.add(String.valueOf(MappedReads.unreadable(segment.path(), offset, e).getMessage()));
    }
  }

  private void report(MappedSegment segment, int offset, String expected, String found) {
    damages.add(
        String.valueOf(
            StorageErrors.corrupt(segment.path(), offset, expected, found).getMessage()));
  }
}

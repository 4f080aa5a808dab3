package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;

/**
 * The segment that is being written: grows in steps and is mapped anew when it has grown. Used by
 * the writer only; its {@link VfsFile} is closed by {@link SyncGroup}.
 *
 * <p>While small transactions are synced, space is reserved ahead of the log in the background, by
 * writing zeros: otherwise syncs would have to write the file system's metadata too, which takes
 * twice as long. The writer never waits for more than one piece of that. Other frames take their
 * space when they are written, as they would only wait for the file while zeros are written to it.
 * Either way a full disk is met before anything is acknowledged.
 */
final class SegmentFile {

  private static final int LENGTH_INITIAL = 64 << 10;
  private static final int GROWTH_MAX = 16 << 20;

  /** So much is reserved ahead, when less than half of it is left. */
  private static final int RESERVED_AHEAD = 1 << 20;

  private static final int RESERVED_PIECE = 64 << 10;

  /** Larger frames do not gain from space reserved for them: it would double the writing. */
  private static final int RESERVING_FRAME_MAX = 64 << 10;

  private final int number;
  private final VfsFile file;
  private final int segmentBytes;
  private final Executor background;
  private long length;
  private MappedSegment mapped;

  /** Guards what follows. */
  private final Object space = new Object();

  private long writtenTo;
  private long reservedTo;
  private long reservableTo;
  private boolean isReserving;
  private boolean isLeft;

  /**
   * Goes on in a segment.
   *
   * @param segmentBytes the length that the file gets in the end
   * @param mapped the whole file
   * @param end where in it the log stands
   * @param background reserves space
   */
  SegmentFile(VfsFile file, int segmentBytes, MappedSegment mapped, long end, Executor background) {
    this.number = mapped.number();
    this.file = file;
    this.segmentBytes = segmentBytes;
    this.background = background;
    this.length = mapped.bytes().capacity();
    this.reservableTo = length;
    this.writtenTo = end;
    this.reservedTo = end;
    this.mapped = mapped;
  }

  /** Begins with a file that holds what every segment begins with. */
  static SegmentFile start(int number, VfsFile file, int segmentBytes, Executor background)
      throws IOException {
    int length = Math.toIntExact(file.size());
    MappedSegment mapped = new MappedSegment(number, file.path(), file.map(length));
    return new SegmentFile(file, segmentBytes, mapped, length, background);
  }

  int number() {
    return number;
  }

  VfsFile file() {
    return file;
  }

  MappedSegment mapped() {
    return mapped;
  }

  /** Makes sure that the file and its mapping reach so far; there may be a new mapping then. */
  void cover(long needed) throws IOException {
    if (needed > length) {
      long step = Math.max(LENGTH_INITIAL, Math.min(length, GROWTH_MAX));
      long target = Math.max(needed, Math.min(length + step, segmentBytes));
      file.resize(target);
      length = target;
      synchronized (space) {
        reservableTo = length;
      }
    }
    if (needed > mapped.bytes().capacity()) {
      mapped = map();
    }
  }

  /** Writes a frame, which {@link #cover} has made room for. */
  void write(ByteBuffer frame, long offset, boolean willBeSynced) throws IOException {
    boolean isDue;
    synchronized (space) {
      writtenTo = Math.max(writtenTo, offset + frame.remaining());
      isDue =
          willBeSynced
              && frame.remaining() <= RESERVING_FRAME_MAX
              && !isReserving
              && reservedTo < Math.min(writtenTo + RESERVED_AHEAD / 2, reservableTo);
      isReserving |= isDue;
    }
    if (isDue && !Background.start(background, this::reserve)) {
      synchronized (space) {
        isReserving = false;
      }
    }
    file.write(frame, offset);
  }

  /** Reserves space ahead of the log, piece by piece. */
  private void reserve() {
    while (reservePiece()) {
      Thread.onSpinWait(); // Lets a waiting writer go first.
    }
  }

  /** Returns whether there is more to do. Zeros go only where the writer has not come yet. */
  private boolean reservePiece() {
    synchronized (space) {
      long from = Math.max(reservedTo, writtenTo);
      long target = Math.min(writtenTo + RESERVED_AHEAD, reservableTo);
      long to = Math.min(from + RESERVED_PIECE, target);
      isReserving = !isLeft && from < to;
      if (isReserving) {
        try {
          file.preallocate(from, to);
          reservedTo = to;
        } catch (IOException e) {
          // If the disk is full the write itself will tell. Until the file grows it is not tried.
          reservableTo = reservedTo;
          isReserving = false;
        }
      }
      return isReserving;
    }
  }

  /** Cuts off what the file has behind the end of the log, which will not go on in it. */
  void leave(int end) throws IOException {
    mapped.seal(end);
    synchronized (space) {
      isLeft = true;
    }
    file.resize(end);
  }

  private MappedSegment map() throws IOException {
    return new MappedSegment(number, file.path(), file.map(Math.toIntExact(length)));
  }
}

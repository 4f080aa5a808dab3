package dev.sonatina.engine.storage.log;

import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * How a log store is opened; immutable, changed by {@code with…} methods from {@link #defaults}.
 *
 * @param mode whether the store must exist
 * @param readOnly reads the state at opening, also of a store that another process has open;
 *     refuses to write and leaves the files alone
 * @param segmentBytes length at which a segment is closed and the next begun; a segment is longer
 *     only to hold one record that would not fit otherwise
 * @param frameBytes length at which a long transaction is written out in parts
 * @param checkpointBytes length of the log after which a checkpoint is made in the background
 * @param tailBytesMax length of the log since the last checkpoint at which writers wait for the
 *     next; opening reads no more than this and the one transaction that went beyond it
 * @param writerWait how long a transaction waits for another to end
 * @param compactionBytesPerSecond how much of the log background compaction goes through per second
 * @param clock tells when collections are created
 * @param random gives each new store its id
 * @param background runs checkpoints and compaction
 */
public record LogOptions(
    Mode mode,
    boolean readOnly,
    int segmentBytes,
    int frameBytes,
    long checkpointBytes,
    long tailBytesMax,
    Duration writerWait,
    long compactionBytesPerSecond,
    Clock clock,
    RandomGenerator random,
    Executor background) {

  /** Whether the store must exist. */
  public enum Mode {
    /** Opens the store, or creates it when there is none. */
    OPEN_OR_CREATE,
    /** Fails with {@code NO_SUCH_DATABASE} when there is none. */
    OPEN_EXISTING,
    /** Fails with {@code DATABASE_EXISTS} when there is one. */
    CREATE_NEW
  }

  /** Smallest segment, for tests of what happens where segments meet. */
  public static final int SEGMENT_BYTES_MIN = 1 << 10;

  /** Largest segment. */
  public static final int SEGMENT_BYTES_MAX = 256 << 20;

  public LogOptions {
    if (segmentBytes < SEGMENT_BYTES_MIN || segmentBytes > SEGMENT_BYTES_MAX) {
      throw new IllegalArgumentException(
          "segmentBytes: "
              + segmentBytes
              + " (expected: "
              + SEGMENT_BYTES_MIN
              + ".."
              + SEGMENT_BYTES_MAX
              + ")");
    }
    if (frameBytes < 1 || frameBytes > segmentBytes) {
      throw new IllegalArgumentException(
          "frameBytes: " + frameBytes + " (expected: 1.." + segmentBytes + ")");
    }
    if (checkpointBytes < 1 || checkpointBytes > tailBytesMax) {
      throw new IllegalArgumentException(
          "checkpointBytes: " + checkpointBytes + " (expected: 1.." + tailBytesMax + ")");
    }
  }

  /**
   * Read and write, created when missing; the background is a daemon thread for each piece of work.
   */
  public static LogOptions defaults() {
    return new LogOptions(
        Mode.OPEN_OR_CREATE,
        false,
        64 << 20,
        1 << 20,
        128L << 20,
        256L << 20,
        Duration.ofSeconds(10),
        64L << 20,
        Clock.systemUTC(),
        // Ids only have to differ, and a secure source takes longer to start than a store to open.
        new SplittableRandom(),
        LogOptions::startDaemon);
  }

  private static void startDaemon(Runnable work) {
    Thread thread = new Thread(work, "sonatina-store");
    thread.setDaemon(true);
    thread.start();
  }

  /** Sets the sources of time and chance, and what runs checkpoints and compaction. */
  public LogOptions withSurroundings(
      Clock newClock, RandomGenerator newRandom, Executor newBackground) {
    Copy copy = new Copy(this);
    copy.clock = newClock;
    copy.random = newRandom;
    copy.background = newBackground;
    return copy.finished();
  }

  /** The same options with another {@link #mode}. */
  public LogOptions withMode(Mode value) {
    Copy copy = new Copy(this);
    copy.mode = value;
    return copy.finished();
  }

  /** The same options with another {@link #readOnly}. */
  public LogOptions withReadOnly(boolean value) {
    Copy copy = new Copy(this);
    copy.readOnly = value;
    return copy.finished();
  }

  /** Sets where segments and the frames in them end. */
  public LogOptions withSizes(int newSegmentBytes, int newFrameBytes) {
    Copy copy = new Copy(this);
    copy.segmentBytes = newSegmentBytes;
    copy.frameBytes = newFrameBytes;
    return copy.finished();
  }

  /** Sets how long the log gets before a checkpoint is made, and before writers wait for it. */
  public LogOptions withTail(long newCheckpointBytes, long newTailBytesMax) {
    Copy copy = new Copy(this);
    copy.checkpointBytes = newCheckpointBytes;
    copy.tailBytesMax = newTailBytesMax;
    return copy.finished();
  }

  /** The same options with another {@link #writerWait}. */
  public LogOptions withWriterWait(Duration value) {
    Copy copy = new Copy(this);
    copy.writerWait = value;
    return copy.finished();
  }

  /** The same options with another {@link #compactionBytesPerSecond}. */
  public LogOptions withCompactionBytesPerSecond(long value) {
    Copy copy = new Copy(this);
    copy.compactionBytesPerSecond = value;
    return copy.finished();
  }

  /**
   * A copy that may be changed, by name: so many values in a row are easily mistaken for each
   * other.
   */
  private static final class Copy {
    private Mode mode;
    private boolean readOnly;
    private int segmentBytes;
    private int frameBytes;
    private long checkpointBytes;
    private long tailBytesMax;
    private Duration writerWait;
    private long compactionBytesPerSecond;
    private Clock clock;
    private RandomGenerator random;
    private Executor background;

    Copy(LogOptions from) {
      mode = from.mode;
      readOnly = from.readOnly;
      segmentBytes = from.segmentBytes;
      frameBytes = from.frameBytes;
      checkpointBytes = from.checkpointBytes;
      tailBytesMax = from.tailBytesMax;
      writerWait = from.writerWait;
      compactionBytesPerSecond = from.compactionBytesPerSecond;
      clock = from.clock;
      random = from.random;
      background = from.background;
    }

    LogOptions finished() {
      return new LogOptions(
          mode,
          readOnly,
          segmentBytes,
          frameBytes,
          checkpointBytes,
          tailBytesMax,
          writerWait,
          compactionBytesPerSecond,
          clock,
          random,
          background);
    }
  }
}

package dev.sonatina.engine.storage.log;

/**
 * The constants of the files, which together make up the format. All numbers are little-endian.
 *
 * <pre>
 *   database directory
 *     lock                     held by the process that writes; see {@link LockFile}
 *     segment-0000000001.log   {@link SegmentHeader}, then frames ({@link FrameEncoder}), then zeros
 *     segment-0000000002.log
 *     checkpoint-0000000007    the state at one position of the log; see {@link CheckpointWriter}
 * </pre>
 *
 * A frame holds entries (a record, an erased id, a collection, a member name …). Transactions are
 * runs of frames, the last of which says so. A place in the log is a {@link Position}.
 */
final class LogFormat {

  /** Version written to every file. Raise it with every change of the format. */
  static final int VERSION = 2;

  /** Oldest version that can be read. */
  static final int VERSION_MIN = 2;

  /** "SONATLOG", the first bytes of a segment. */
  static final long SEGMENT_MAGIC = 0x474f4c54414e4f53L;

  /** "SONATCKP", the first bytes of a checkpoint. */
  static final long CHECKPOINT_MAGIC = 0x504b4354414e4f53L;

  /** "FRAM", the first bytes of a frame. */
  static final int FRAME_MAGIC = 0x4d415246;

  static final int SEGMENT_HEADER_LENGTH = 64;
  static final int CHECKPOINT_HEADER_LENGTH = 64;
  static final int FRAME_HEADER_LENGTH = 56;
  static final int ENTRY_HEADER_LENGTH = 20;

  /** Frames begin at multiples of this. */
  static final int FRAME_ALIGNMENT = 8;

  /** A frame whose transaction goes on. */
  static final int FRAME_PART = 1;

  /** The last frame of a transaction: with it the transaction counts. */
  static final int FRAME_COMMIT = 2;

  /** Repeats collections, keys and meta at the start of a segment, for salvage only. */
  static final int FRAME_CATALOG = 3;

  /** A record: number = collection, id = record id, payload = its bytes. */
  static final int ENTRY_RECORD = 1;

  /** The end of a record: number = collection, id = record id. */
  static final int ENTRY_ERASE = 2;

  /** A new collection: number = its number, id = its creation time, payload = its name. */
  static final int ENTRY_CREATE = 3;

  /** The end of a collection: number = its number. */
  static final int ENTRY_DROP = 4;

  /** Ids below {@code id} have been handed out: number = collection. */
  static final int ENTRY_NEXT_ID = 5;

  /** A member name: number = key id, payload = the name. */
  static final int ENTRY_KEY = 6;

  /** A meta value: number = length of the key, payload = key and value. */
  static final int ENTRY_META = 7;

  /** The end of a meta value: number = length of the key, payload = the key. */
  static final int ENTRY_META_REMOVED = 8;

  private LogFormat() {}
}

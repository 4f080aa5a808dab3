package dev.sonatina.engine.storage.chronicle;

import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How current a mirror is. The file has 64 bytes, little-endian; its writer changes it in place, so
 * that readers may map it and look whenever they like:
 *
 * <pre>
 *   0            8        16      24        32        40        48        56        64
 *   | "SONAMIR1" | status | store | catalog | changes | version | process | opening |
 *
 *   status    see {@link Status}
 *   store     the id of the log store that is mirrored
 *   catalog   counts up with each new {@link MirrorCatalog}
 *   changes   odd while a transaction is going over into the maps, even when none is
 *   version   number of the last transaction that went over
 *   process   id of the process that writes
 *   opening   counts up each time that the database is opened
 * </pre>
 */
final class MirrorState implements AutoCloseable {

  static final int LENGTH = 64;
  static final long MAGIC = 0x3152494D414E4F53L;
  static final int STATUS = 8;
  static final int STORE = 16;
  static final int CATALOG = 24;
  static final int CHANGES = 32;
  static final int VERSION = 40;
  static final int PROCESS = 48;
  static final int OPENING = 56;

  /** What the maps are good for. */
  enum Status {
    /** Nothing yet: they are being made from the log. */
    BUILDING(1),
    /** They follow the store. */
    LIVE(2),
    /** They held everything when the store was closed in order. */
    CLOSED(3),
    /** They do not follow the store any more. */
    LEFT_BEHIND(4);

    final int code;

    Status(int code) {
      this.code = code;
    }

    static Status of(int code) {
      for (Status each : values()) {
        if (each.code == code) {
          return each;
        }
      }
      return LEFT_BEHIND;
    }
  }

  private final VfsFile file;

  private MirrorState(VfsFile file) {
    this.file = file;
  }

  /** Opens the file for its writer, making one if there is none. */
  static MirrorState open(MirrorFiles files) throws IOException {
    Vfs vfs = files.vfs();
    boolean isThere = vfs.exists(files.state());
    VfsFile file = vfs.open(files.state(), isThere ? Vfs.OpenMode.WRITE : Vfs.OpenMode.CREATE);
    MirrorState state = new MirrorState(file);
    if (file.size() < LENGTH || state.get(0) != MAGIC) {
      file.write(ByteBuffer.allocate(LENGTH), 0);
      state.put(0, MAGIC);
    }
    return state;
  }

  /** Tells readers that a mirror, if there is one, will not follow what is written from now on. */
  static void leaveBehind(MirrorFiles files) throws IOException {
    if (files.vfs().exists(files.state())) {
      try (MirrorState state = open(files)) {
        state.status(Status.LEFT_BEHIND);
      }
    }
  }

  long get(int offset) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return file.read(bytes, offset) == Long.BYTES ? bytes.getLong(0) : 0;
  }

  void put(int offset, long value) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.write(bytes.putLong(0, value), offset);
  }

  Status status() throws IOException {
    return Status.of((int) get(STATUS));
  }

  void status(Status status) throws IOException {
    put(STATUS, status.code);
  }

  /** Makes what was written survive a power cut. */
  void sync() throws IOException {
    file.sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}

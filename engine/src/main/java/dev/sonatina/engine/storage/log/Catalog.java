package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.vfs.VfsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Repeats, at the start of a new segment, what the records in it need to be understood:
 * collections, member names and meta. Recovery does not need it; but salvage can make use of a
 * single segment when everything else is lost.
 */
final class Catalog {

  /** Entries gather in a frame until it has this length. */
  private static final int FRAME_BYTES = 64 << 10;

  private static final byte[] NOTHING = new byte[0];

  private final FrameEncoder encoder;
  private final VfsFile file;
  private final LogState state;
  private long end;
  private int previousCrc;
  private long syncedTo;

  Catalog(FrameEncoder encoder, VfsFile file, int segment, LogState state) {
    this.encoder = encoder;
    this.file = file;
    this.state = state;
    this.end = Position.of(segment, LogFormat.SEGMENT_HEADER_LENGTH);
  }

  /** The position behind the catalog. */
  long end() {
    return end;
  }

  /** Header checksum of the catalog's last frame. */
  int previousCrc() {
    return previousCrc;
  }

  void write(long knownSyncedTo, int crcBefore) throws IOException {
    syncedTo = knownSyncedTo;
    previousCrc = crcBefore;
    encoder.begin(end);
    for (LogCollection each : state.collections()) {
      byte[] name = each.name().getBytes(StandardCharsets.UTF_8);
      add(LogFormat.ENTRY_CREATE, each.number(), each.createdMillis(), name);
      add(LogFormat.ENTRY_NEXT_ID, each.number(), each.nextId(), NOTHING);
    }
    for (int keyId = 0; keyId < state.keys().limit(); keyId++) {
      byte[] name = state.keys().name(keyId);
      if (name != null) {
        add(LogFormat.ENTRY_KEY, keyId, 0, name);
      }
    }
    for (Map.Entry<String, byte[]> each : state.meta().entrySet()) {
      byte[] key = each.getKey().getBytes(StandardCharsets.UTF_8);
      add(LogFormat.ENTRY_META, key.length, 0, joined(key, each.getValue()));
    }
    writeFrame();
  }

  /** Key and value of a meta entry as its payload. */
  static byte[] joined(byte[] key, byte[] value) {
    return ByteBuffer.allocate(key.length + value.length).put(key).put(value).array();
  }

  private void add(int kind, int number, long id, byte[] payload) throws IOException {
    encoder.add(kind, number, id, payload, 0, payload.length);
    if (encoder.length() >= FRAME_BYTES) {
      writeFrame();
      encoder.begin(end);
    }
  }

  private void writeFrame() throws IOException {
    if (encoder.isEmpty()) {
      return;
    }
    encoder.finish(LogFormat.FRAME_CATALOG, state.version(), syncedTo, previousCrc);
    ByteBuffer frame = encoder.frame();
    int length = frame.remaining();
    file.write(frame, Position.offset(end));
    previousCrc = encoder.headerCrc();
    end += length;
  }
}

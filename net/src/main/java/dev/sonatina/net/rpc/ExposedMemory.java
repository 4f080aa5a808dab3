package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteSlices;
import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.mercury.BulkDescriptor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that the peer of one connection may read by RMA, each under the tag of the call it belongs
 * to. Belongs to the connection's event loop.
 */
public final class ExposedMemory {

  /**
   * The pretended address of the first region. Addresses below it are offsets into a region, which
   * is how all but the oldest clients ask; those from here on are absolute.
   */
  private static final long FIRST_BASE = 1L << 46;

  /** Distance of pretended addresses, larger than any region. */
  private static final long BASE_STEP = 1L << 32;

  /** Bytes of a call, and how many of them the peer may still ask for: each once. */
  private static final class Region {
    private final BulkDescriptor descriptor;
    private final ByteSlices bytes;
    private long unread;

    Region(BulkDescriptor descriptor, ByteSlices bytes) {
      this.descriptor = descriptor;
      this.bytes = bytes;
      unread = bytes.length();
    }
  }

  private final Map<Long, Region> byKey = new HashMap<>();
  private final Map<Integer, Region> byTag = new HashMap<>();
  private long lastKey;
  private long heldBytes;

  /** The same for bytes in one piece. */
  public BulkDescriptor expose(int tag, ByteSlice bytes) {
    return expose(tag, ByteSlices.of(bytes));
  }

  /** Makes bytes readable until they are released, and says how the peer can name them. */
  public BulkDescriptor expose(int tag, ByteSlices bytes) {
    release(tag);
    long key = ++lastKey;
    long base = FIRST_BASE + (key & 0xffff) * BASE_STEP;
    BulkDescriptor descriptor = new BulkDescriptor(bytes.length(), base, key);
    Region region = new Region(descriptor, bytes);
    byKey.put(key, region);
    byTag.put(tag, region);
    heldBytes += bytes.length();
    return descriptor;
  }

  /** Forgets the bytes of a call, and answers how many there were. */
  public long release(int tag) {
    Region region = byTag.remove(tag);
    if (region == null) {
      return 0;
    }
    byKey.remove(region.descriptor.key());
    heldBytes -= region.bytes.length();
    return region.bytes.length();
  }

  /** Forgets everything, and answers how many bytes that were. */
  public long releaseAll() {
    long held = heldBytes;
    byTag.clear();
    byKey.clear();
    heldBytes = 0;
    return held;
  }

  public long heldBytes() {
    return heldBytes;
  }

  /**
   * The answer to the peer's request.
   *
   * @throws ProtocolException when it asks for anything that was not exposed to it, or for more
   *     than all of it once: a few bytes must not bring any number of large answers under way
   */
  public Frame.ReadResponse read(Frame.ReadRequest request) {
    if (request.segments().size() == 1) {
      return new Frame.ReadResponse(read(request.segments().get(0)));
    }
    List<ByteSlice> parts = new ArrayList<>();
    for (Frame.Segment segment : request.segments()) {
      parts.addAll(read(segment).parts());
    }
    return new Frame.ReadResponse(ByteSlices.of(parts));
  }

  private ByteSlices read(Frame.Segment segment) {
    Region region = find(segment);
    if (region == null) {
      throw new ProtocolException("RMA read with unknown key " + segment.key());
    }
    long base = region.descriptor.base();
    long offset =
        Long.compareUnsigned(segment.address(), FIRST_BASE) < 0
            ? segment.address()
            : segment.address() - base;
    int size = region.bytes.length();
    boolean inside =
        offset >= 0 && segment.length() >= 0 && offset <= size && segment.length() <= size - offset;
    if (!inside) {
      throw new ProtocolException(
          "RMA read of "
              + segment.length()
              + " bytes from "
              + offset
              + " (expected: within "
              + size
              + ")");
    }
    if (segment.length() > region.unread) {
      throw new ProtocolException("RMA read of the same bytes twice");
    }
    region.unread -= segment.length();
    return region.bytes.slice((int) offset, (int) segment.length());
  }

  /** By key, or for clients that have one key for everything, by address. */
  private @Nullable Region find(Frame.Segment segment) {
    Region byItsKey = byKey.get(segment.key());
    if (byItsKey != null) {
      return byItsKey;
    }
    for (Region region : byKey.values()) {
      long offset = segment.address() - region.descriptor.base();
      if (offset >= 0 && offset < region.bytes.length()) {
        return region;
      }
    }
    return null;
  }
}

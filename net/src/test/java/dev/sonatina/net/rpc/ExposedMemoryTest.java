package dev.sonatina.net.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ProtocolException;
import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.mercury.BulkDescriptor;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExposedMemoryTest {

  private final ExposedMemory memory = new ExposedMemory();

  private ByteSlice read(long address, long length, long key) {
    return memory
        .read(new Frame.ReadRequest(List.of(new Frame.Segment(address, length, key))))
        .data()
        .toSlice();
  }

  @Test
  void offsetsAndAddressesFindTheSameBytes() {
    BulkDescriptor region = memory.expose(1, ByteSlice.of("hello"));
    assertEquals(ByteSlice.of("hello"), read(0, 5, region.key()));
    BulkDescriptor again = memory.expose(2, ByteSlice.of("hello"));
    assertEquals(ByteSlice.of("ell"), read(1, 3, again.key()));
    BulkDescriptor oneMore = memory.expose(3, ByteSlice.of("hello"));
    assertEquals(ByteSlice.of("ell"), read(oneMore.base() + 1, 3, oneMore.key()));
  }

  @Test
  void anAddressIsEnoughForClientsWithOneKey() {
    memory.expose(1, ByteSlice.of("first"));
    BulkDescriptor second = memory.expose(2, ByteSlice.of("second"));
    assertEquals(ByteSlice.of("second"), read(second.base(), 6, 0x0f1b0f1bL));
  }

  @Test
  void nothingElseCanBeRead() {
    BulkDescriptor region = memory.expose(1, ByteSlice.of("hello"));
    long key = region.key();
    assertThrows(ProtocolException.class, () -> read(0, 6, key));
    assertThrows(ProtocolException.class, () -> read(5, 1, key));
    assertThrows(ProtocolException.class, () -> read(0, -1, key));
    assertThrows(ProtocolException.class, () -> read(1, Long.MAX_VALUE, key));
    assertThrows(ProtocolException.class, () -> read(-1, 1, key));
    assertThrows(ProtocolException.class, () -> read(region.base() - 1, 1, key));
    assertThrows(ProtocolException.class, () -> read(0, 1, key + 1));
    memory.release(1);
    assertThrows(ProtocolException.class, () -> read(0, 5, key));
    assertEquals(0, memory.heldBytes());
  }

  @Test
  void aTagHasOneRegion() {
    BulkDescriptor first = memory.expose(1, ByteSlice.of("first"));
    memory.expose(1, ByteSlice.of("second"));
    assertThrows(ProtocolException.class, () -> read(0, 1, first.key()));
    assertEquals(6, memory.heldBytes());
  }

  @Test
  void aRequestCannotMultiplyWhatIsThere() {
    BulkDescriptor region = memory.expose(1, ByteSlice.of("hello"));
    Frame.Segment whole = new Frame.Segment(0, 5, region.key());
    assertThrows(
        ProtocolException.class,
        () -> memory.read(new Frame.ReadRequest(List.of(whole, whole, whole))));
  }

  @Test
  void everyByteCanBeReadOnce() {
    BulkDescriptor region = memory.expose(1, ByteSlice.of("hello"));
    assertEquals(ByteSlice.of("hel"), read(0, 3, region.key()));
    assertEquals(ByteSlice.of("lo"), read(3, 2, region.key()));
    assertThrows(ProtocolException.class, () -> read(0, 1, region.key()));
  }
}

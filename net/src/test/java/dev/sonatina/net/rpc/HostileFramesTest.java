package dev.sonatina.net.rpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.sonatina.net.protocol.Transcript;
import io.netty.channel.embedded.EmbeddedChannel;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Bytes that no client sends: an error or nothing, never a crash, a leak or a reservation. */
class HostileFramesTest {

  /**
   * Give {@code -Dsonatina.fuzz.seed=…} to repeat a run, {@code -Dsonatina.fuzz.frames} for more.
   */
  private static final long SEED = Long.getLong("sonatina.fuzz.seed", 20261122L);

  private static final int FRAMES = Integer.getInteger("sonatina.fuzz.frames", 200_000);
  private static final int FRAME_BYTES_MAX = 9_000;
  private static final int SHORT_FIELDS_BEFORE = 72;
  private static final int GOOD_REQUEST_EVERY = 1_000;

  private static final List<Long> EXTREMES =
      List.of(0L, 1L, -1L, (1L << 31) - 1, 1L << 31, Long.MIN_VALUE);

  private final HostilePeer peer = new HostilePeer();

  @Test
  void mutatedFramesDoNoHarm() {
    List<List<byte[]>> sessions = sessions();
    SplittableRandom random = new SplittableRandom(SEED);
    FrameMutator mutator = new FrameMutator(random, sessions);
    int sent = 0;
    while (sent < FRAMES) {
      List<byte[]> session = sessions.get(random.nextInt(sessions.size()));
      EmbeddedChannel channel = peer.connect();
      boolean open = peer.send(channel, session.get(0));
      for (int i = 0; open && i < 64; i++) {
        byte[] frame = session.get(1 + random.nextInt(session.size() - 1));
        open = peer.send(channel, mutator.mutate(frame));
        sent++;
        if (sent % GOOD_REQUEST_EVERY == 0) {
          requireGoodAnswer(sessions.get(0));
        }
      }
      peer.disconnect(channel);
      int now = sent;
      assertNull(peer.firstEscaped(), () -> "seed " + SEED + ", about frame " + now);
    }
    assertEquals(0, peer.leakedBytes());
    assertTrue(peer.answered() > FRAMES / 20, () -> peer.answered() + " answers");
  }

  @Test
  void noLengthFieldMakesTheServerReserveMemory() {
    Set<String> seen = new HashSet<>();
    for (List<byte[]> session : sessions()) {
      for (int i = 0; i < session.size(); i++) {
        byte[] frame = session.get(i);
        if (frame.length <= 400 && seen.add(kindOf(frame, i))) {
          setEveryField(session, i);
        }
      }
    }
    assertTrue(seen.size() > 50, () -> seen.size() + " kinds of frames");
    assertNull(peer.firstEscaped());
    assertEquals(0, peer.leakedBytes());
  }

  /** Frames with the same header, and requests of the same RPC, have the same fields. */
  private static String kindOf(byte[] frame, int index) {
    String rpc = "";
    for (int at : new int[] {42, 98}) { // where the RPC id is, natively and in an rxm packet
      if (frame.length > at + 8) {
        rpc += Arrays.toString(Arrays.copyOfRange(frame, at, at + 4));
      }
    }
    return (index == 0 ? "connection message " + frame.length : "frame")
        + frame[1]
        + frame[2]
        + rpc;
  }

  /** Lengths of eight bytes may be anywhere, shorter ones are in the headers. */
  private void setEveryField(List<byte[]> session, int index) {
    byte[] frame = session.get(index);
    for (int at = 0; at + 8 <= frame.length; at++) {
      set(session, index, at, 8);
    }
    for (int at = 0; at < Math.min(frame.length - 2, SHORT_FIELDS_BEFORE); at++) {
      set(session, index, at, 1);
      set(session, index, at, 2);
    }
  }

  private void set(List<byte[]> session, int index, int at, int width) {
    for (long value : EXTREMES) {
      byte[] changed = session.get(index).clone();
      for (int b = 0; b < width; b++) {
        changed[at + b] = (byte) (value >>> (8 * b));
      }
      requireLittleAllocation(session, index, changed);
    }
  }

  private void requireLittleAllocation(List<byte[]> session, int index, byte[] changed) {
    long limit = 4L * changed.length + (64 << 10);
    // The first time, classes may be loaded; the second time nothing excuses it.
    if (allocatedFor(session, index, changed) > limit) {
      long allocated = allocatedFor(session, index, changed);
      assertTrue(allocated <= limit, () -> allocated + " bytes for " + Arrays.toString(changed));
    }
  }

  private long allocatedFor(List<byte[]> session, int index, byte[] changed) {
    EmbeddedChannel channel = peer.connect();
    if (index > 0) {
      peer.send(channel, session.get(0));
    }
    long before = allocatedBytes();
    peer.send(channel, changed);
    long allocated = allocatedBytes() - before;
    peer.disconnect(channel);
    return allocated;
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private void requireGoodAnswer(List<byte[]> session) {
    long before = peer.answered();
    EmbeddedChannel channel = peer.connect();
    peer.send(channel, session.get(0));
    assertTrue(peer.send(channel, session.get(1)));
    peer.disconnect(channel);
    assertEquals(before + 1, peer.answered());
  }

  private static List<List<byte[]>> sessions() {
    List<List<byte[]>> sessions = new ArrayList<>();
    for (Transcript transcript : Transcript.all()) {
      List<byte[]> frames = new ArrayList<>();
      for (Transcript.Line line : transcript.lines()) {
        if (line.fromClient() && line.bytes().length() <= FRAME_BYTES_MAX) {
          frames.add(line.bytes().toArray());
        }
      }
      sessions.add(frames);
    }
    return sessions;
  }
}

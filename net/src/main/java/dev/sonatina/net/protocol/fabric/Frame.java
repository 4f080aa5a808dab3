package dev.sonatina.net.protocol.fabric;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.ByteSlices;
import java.util.List;

/** One frame after the connection messages, whichever framing it travelled in. Immutable. */
public sealed interface Frame {

  /**
   * A message: a request, a response, or the one-byte acknowledgement of a large result.
   *
   * @param tagged whether the sender used a tagged operation
   * @param receiver rxm's connection id of the receiver, 0 in other framings
   * @param tag the tag as it travelled; its low 32 bits join a request and its response
   * @param wantsDelivery whether the receiver has to answer with a {@link Delivered} frame
   */
  record Message(
      Framing framing,
      boolean tagged,
      long receiver,
      long tag,
      boolean wantsDelivery,
      ByteSlice data)
      implements Frame {

    /** The bit that old generations set in the tags of requests. */
    public static final long UNEXPECTED_BIT = 0x1_0000_0000L;

    /** A response or acknowledgement. */
    public static Message tagged(Framing framing, long receiver, int tag, ByteSlice data) {
      return new Message(framing, true, receiver, tag & 0xffff_ffffL, false, data);
    }

    /**
     * A request.
     *
     * @param tagged whether it is a tagged message, as it was before Mercury 2.3
     */
    public static Message request(
        Framing framing, long receiver, boolean tagged, int tag, ByteSlice data) {
      long carried = (tag & 0xffff_ffffL) | (tagged ? UNEXPECTED_BIT : 0);
      return new Message(framing, tagged, receiver, carried, false, data);
    }

    /** What joins requests and responses, without the marks of single generations. */
    public int plainTag() {
      return (int) tag;
    }
  }

  /** Asks the peer for bytes of its memory; answered by {@link ReadResponse} in order of asking. */
  record ReadRequest(List<Segment> segments) implements Frame {

    public ReadRequest {
      segments = List.copyOf(segments);
    }
  }

  /** The bytes that a {@link ReadRequest} asked for. It carries no identifier. */
  record ReadResponse(ByteSlices data) implements Frame {}

  /** Acknowledges a message that asked for it. */
  record Delivered() implements Frame {}

  /** A range of the peer's memory: an address or an offset, and the key of the region. */
  record Segment(long address, long length, long key) {}
}

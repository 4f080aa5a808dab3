package dev.sonatina.net.client;

import dev.sonatina.net.protocol.ByteSlice;
import dev.sonatina.net.protocol.fabric.Frame;
import dev.sonatina.net.protocol.fabric.Framing;
import dev.sonatina.net.protocol.mercury.Generation;

/**
 * What one server understands.
 *
 * @param framing that of tagged messages
 * @param receiver the number by which rxm packets name the server's end, 0 in other framings
 */
record Wire(Framing framing, long receiver, Generation generation) {

  Frame.Message request(int tag, ByteSlice message) {
    // Mercury up to 2.2 waits for tagged messages, later versions for others. Only tagged ones are
    // ever compressed.
    boolean tagged = generation.hasOldIds();
    boolean packet = framing == Framing.RXM_COMPRESSED && !tagged;
    return Frame.Message.request(packet ? Framing.RXM : framing, receiver, tagged, tag, message);
  }

  Frame.Message acknowledgement(int tag) {
    return Frame.Message.tagged(framing, receiver, tag, ByteSlice.of(new byte[1]));
  }
}

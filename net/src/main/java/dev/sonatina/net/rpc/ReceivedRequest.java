package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.fabric.Framing;
import dev.sonatina.net.protocol.mercury.Request;

/** A request, and how it travelled: an answer takes the same way back. */
record ReceivedRequest(Request request, Framing framing, int tag) {

  ReceivedRequest with(Request changed) {
    return new ReceivedRequest(changed, framing, tag);
  }
}

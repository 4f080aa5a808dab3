package dev.sonatina.net.rpc;

import dev.sonatina.net.protocol.ByteSlices;
import dev.sonatina.net.protocol.fabric.Framing;
import dev.sonatina.net.protocol.mercury.Generation;

/** The answer to a request: a return code, and on success Margo's code and the result. */
record Reply(Framing framing, int tag, Generation generation, int returnCode, ByteSlices payload) {}

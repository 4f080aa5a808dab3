/**
 * The outermost wire layer, libfabric's {@code tcp} provider: the connection messages and the
 * frames of all three framings, as bytes and as records. Relies on {@code net.protocol} and Netty's
 * buffers and codecs only. Read {@link dev.sonatina.net.protocol.fabric.FabricDecoder} first.
 */
@NullMarked
package dev.sonatina.net.protocol.fabric;

import org.jspecify.annotations.NullMarked;

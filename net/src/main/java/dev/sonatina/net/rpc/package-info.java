/**
 * From a connection's frames to the handler of an RPC and back: arguments and results that do not
 * fit a message are pulled, handlers are found by RPC id and provider id, work runs in lanes off
 * the event loop. Relies on {@code net.transport} and {@code net.protocol}. Read {@link
 * dev.sonatina.net.rpc.ServerPipeline} first.
 */
@NullMarked
package dev.sonatina.net.rpc;

import org.jspecify.annotations.NullMarked;

/**
 * The Java client: databases behind a server, as the same interfaces that the embedded engine
 * offers. It speaks the framings and generations of C++ Sonata servers, and so works with those
 * too. Relies on {@code net.protocol}, {@code net.rpc}, {@code net.transport}, the names of RPCs in
 * {@code net.sonata}, and {@code engine.api}. Read {@link dev.sonatina.net.client.SonataClient}
 * first.
 */
@NullMarked
package dev.sonatina.net.client;

import org.jspecify.annotations.NullMarked;

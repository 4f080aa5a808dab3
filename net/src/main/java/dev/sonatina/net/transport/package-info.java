/**
 * TCP by Netty: addresses in Mercury's notation, event loops, the listener, and what keeps one
 * connection from taking more than its share. Relies on nothing of ours. Read {@link
 * dev.sonatina.net.transport.Listener} first.
 */
@NullMarked
package dev.sonatina.net.transport;

import org.jspecify.annotations.NullMarked;

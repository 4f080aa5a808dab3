/**
 * What Chimbuko's own server program adds to Sonata: how shards are spread over servers, the RPCs
 * by which its processes say hello and goodbye, and the databases and collections of a server.
 * Relies on {@code net.rpc} and {@code net.protocol}. Read {@link
 * dev.sonatina.net.provdb.ShardLayout} first.
 */
@NullMarked
package dev.sonatina.net.provdb;

import org.jspecify.annotations.NullMarked;

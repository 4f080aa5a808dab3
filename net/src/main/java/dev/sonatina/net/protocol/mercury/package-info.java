/**
 * The middle wire layer, Mercury with Margo on top: headers of both protocol versions, checksums,
 * RPC ids, bulk descriptors, and how the generations of clients are told apart. Pure functions over
 * bytes; relies on {@code net.protocol} only. Read {@link
 * dev.sonatina.net.protocol.mercury.RequestReader} first.
 */
@NullMarked
package dev.sonatina.net.protocol.mercury;

import org.jspecify.annotations.NullMarked;

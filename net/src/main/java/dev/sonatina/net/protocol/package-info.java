/**
 * Byte slices, little-endian reading and writing, and the one exception for malformed bytes: what
 * the packages of the single wire layers share. Relies on nothing of ours. Read {@link
 * dev.sonatina.net.protocol.ByteReader} first.
 */
@NullMarked
package dev.sonatina.net.protocol;

import org.jspecify.annotations.NullMarked;

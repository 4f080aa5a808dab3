package dev.sonatina.engine.api;

import java.nio.ByteBuffer;

/**
 * One record as it was read: immutable, and good for as long as the caller keeps it.
 *
 * <p>The text is always valid JSON. Objects keep the order of their members, with {@code __id} last
 * unless the record was stored with one of its own, which keeps its place.
 */
// "Record" is our users' word for it; an explicit import wins over java.lang.Record.
@SuppressWarnings("JavaLangClash")
public interface Record {

  long id();

  String json();

  /** The text in UTF-8; a fresh array. */
  byte[] jsonBytes();

  /** The text in UTF-8 without a copy of it: a fresh buffer that can only be read. */
  ByteBuffer jsonBuffer();
}

package dev.sonatina.engine.query;

import dev.sonatina.engine.api.Record;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A record's id and text. */
public final class StoredRecord implements Record {

  private final long id;
  private final byte[] json;

  /** Takes over the text, which is not changed any more. */
  public StoredRecord(long id, byte[] json) {
    this.id = id;
    this.json = json;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String json() {
    return new String(json, StandardCharsets.UTF_8);
  }

  @Override
  public byte[] jsonBytes() {
    return json.clone();
  }

  @Override
  public ByteBuffer jsonBuffer() {
    return ByteBuffer.wrap(json).asReadOnlyBuffer();
  }

  int length() {
    return json.length;
  }

  @Override
  public String toString() {
    return json();
  }
}

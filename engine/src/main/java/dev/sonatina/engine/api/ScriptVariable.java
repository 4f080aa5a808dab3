package dev.sonatina.engine.api;

import java.nio.charset.StandardCharsets;

/**
 * The value of one script variable after the run, in both forms that {@link ScriptResult} names.
 * Immutable.
 */
public final class ScriptVariable {

  private final byte[] text;
  private final byte[] json;

  /** Takes ownership of both arrays. */
  public ScriptVariable(byte[] text, byte[] json) {
    this.text = text;
    this.json = json;
  }

  /** Sonata's text, malformed UTF-8 replaced. */
  public String text() {
    return new String(text, StandardCharsets.UTF_8);
  }

  /** Sonata's text, byte for byte, since Jx9 strings are bytes; a fresh array. */
  public byte[] textBytes() {
    return text.clone();
  }

  /** Valid JSON. */
  public String json() {
    return new String(json, StandardCharsets.UTF_8);
  }
}

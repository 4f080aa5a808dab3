package dev.sonatina.engine.interchange;

import java.io.IOException;
import java.util.Locale;

/** How the records of a file are written. */
public enum RecordFormat {
  /** JSON Lines: each line is a record. */
  JSONL,
  /** JSON: an array of records, or records one after the other, over any number of lines. */
  JSON,
  /** Comma-separated values with a line of names; each further row is a record. */
  CSV;

  private static final int LOOK_AHEAD_BYTES = 64 * 1024;

  /**
   * Tells it from the name of a file or, where that says nothing, from how the file begins.
   *
   * @throws IOException when the beginning cannot be read
   */
  static RecordFormat of(String fileName, SourceBuffer source) throws IOException {
    String name = fileName.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (name.endsWith(".csv")) {
      return CSV;
    }
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      return JSONL;
    }
    return beginsLikeJson(source) ? JSON : JSONL;
  }

  /** Whether an array begins, or an object that goes on in the next line. */
  private static boolean beginsLikeJson(SourceBuffer source) throws IOException {
    boolean hasBrace = false;
    for (int i = 0; i < LOOK_AHEAD_BYTES && source.has(i); i++) {
      byte b = source.bytes[source.position + i];
      if (b == '\n' && hasBrace) {
        return true;
      }
      if (b == '{' && !hasBrace) {
        hasBrace = true;
      } else if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b == '[' && !hasBrace;
      }
    }
    return false;
  }
}

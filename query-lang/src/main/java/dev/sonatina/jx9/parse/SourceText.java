package dev.sonatina.jx9.parse;

import dev.sonatina.jx9.diagnostic.Diagnostic;
import dev.sonatina.jx9.diagnostic.SourcePosition;
import java.nio.charset.StandardCharsets;

/**
 * The text of a script, one character per byte, and where its characters are for a person who reads
 * UTF-8.
 */
final class SourceText {
  private static final int STRIDE = 256;

  private final String bytes;

  /**
   * How many continuation bytes of UTF-8 stand before every so manieth byte; empty if there are
   * none at all.
   */
  private final int[] continuations;

  SourceText(String bytes) {
    this.bytes = bytes;
    this.continuations = countContinuations(bytes);
  }

  private static int[] countContinuations(String bytes) {
    int[] counts = new int[bytes.length() / STRIDE + 1];
    int count = 0;
    for (int i = 0; i < bytes.length(); i++) {
      if (i % STRIDE == 0) {
        counts[i / STRIDE] = count;
      }
      if (isContinuation(bytes.charAt(i))) {
        count++;
      }
    }
    return count == 0 ? new int[0] : counts;
  }

  private int continuationsBefore(int offset) {
    if (continuations.length == 0) {
      return 0;
    }
    int count = continuations[offset / STRIDE];
    for (int i = offset - offset % STRIDE; i < offset; i++) {
      if (isContinuation(bytes.charAt(i))) {
        count++;
      }
    }
    return count;
  }

  static SourceText of(byte[] bytes) {
    return new SourceText(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** The text with one character per byte. */
  String bytes() {
    return bytes;
  }

  /**
   * The place of the byte that is {@code byteInLine} bytes after the start of its line and at
   * {@code offset} of the text.
   */
  SourcePosition position(int line, int offset, int byteInLine) {
    int end = Math.min(offset, bytes.length());
    int continuationsInLine =
        continuationsBefore(end) - continuationsBefore(Math.max(0, end - byteInLine));
    return new SourcePosition(line, byteInLine - continuationsInLine + 1);
  }

  /** An error at that place. */
  Diagnostic diagnostic(SourcePosition position, String message) {
    return new Diagnostic(position, message, line(position.line()));
  }

  private String line(int number) {
    int start = 0;
    for (int i = 1; i < number; i++) {
      int end = bytes.indexOf('\n', start);
      if (end < 0) {
        return "";
      }
      start = end + 1;
    }
    int end = bytes.indexOf('\n', start);
    String line = end < 0 ? bytes.substring(start) : bytes.substring(start, end);
    return toUtf8(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
  }

  /** What a person reads where the script has these bytes. */
  static String toUtf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static boolean isContinuation(char c) {
    return c >= 0x80 && c < 0xC0;
  }
}

package dev.sonatina.jx9.compile;

import dev.sonatina.jx9.value.StringValue;
import java.nio.charset.StandardCharsets;

/** The byte strings behind the texts of the tree, which hold one character per byte. */
final class Latin {
  private Latin() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static StringValue string(String text) {
    return StringValue.wrap(bytes(text));
  }
}

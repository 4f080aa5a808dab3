package dev.sonatina.cli.bench;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Text files that travel in the jar, beside this package. */
final class BundledText {

  private BundledText() {}

  /** The UTF-8 text of the resource {@code name}, relative to this package. */
  static String read(String name) throws IOException {
    try (InputStream resource = BundledText.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new FileNotFoundException("bundled file " + name);
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

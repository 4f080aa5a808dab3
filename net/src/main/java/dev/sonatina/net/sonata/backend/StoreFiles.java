package dev.sonatina.net.sonata.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes the files of a destroyed database. */
final class StoreFiles {

  private StoreFiles() {}

  /** Removes a directory with everything below it, if it is there. */
  static void remove(Path directory) {
    if (Files.exists(directory)) {
      try (Stream<Path> below = Files.walk(directory)) {
        List<Path> deepestFirst = below.sorted(Comparator.reverseOrder()).toList();
        for (Path each : deepestFirst) {
          Files.delete(each);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

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

  /** Removes these paths with everything below them; what is not there is left out. */
  static void remove(Path... paths) {
    for (Path path : paths) {
      if (Files.exists(path)) {
        try (Stream<Path> below = Files.walk(path)) {
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
}

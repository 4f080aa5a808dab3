package dev.sonatina.net.sonata.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where databases may be. Paths that clients give are taken relative to the directory and must stay
 * inside, symbolic links followed, unless the operator allows any path.
 */
public record DataDirectory(Path directory, boolean allowsAnyPath) {

  /**
   * The path that a client named.
   *
   * @return empty when it leads outside
   */
  Optional<Path> resolve(String path) {
    try {
      Path resolved = directory.resolve(path).toAbsolutePath().normalize();
      return allowsAnyPath || isInside(resolved) ? Optional.of(resolved) : Optional.empty();
    } catch (InvalidPathException | IOException e) {
      return Optional.empty();
    }
  }

  private boolean isInside(Path path) throws IOException {
    Path root = directory.toRealPath();
    Path existing = path;
    while (!Files.exists(existing)) {
      Path parent = existing.getParent();
      if (parent == null || Files.isSymbolicLink(existing)) {
        return false;
      }
      existing = parent;
    }
    Path real = existing.toRealPath();
    return real.startsWith(root) && !path.equals(directory.toAbsolutePath().normalize());
  }
}

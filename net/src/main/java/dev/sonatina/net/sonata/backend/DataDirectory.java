package dev.sonatina.net.sonata.backend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where databases may be. Paths that clients give are taken relative to the directory and must stay
 * inside, symbolic links followed, unless the operator allows any path.
 */
public record DataDirectory(Path directory, boolean allowsAnyPath) {

  /** Of 4096 and 255, less what the names of files in and beside a database need. */
  private static final int PATH_BYTES_MAX = 4000;

  private static final int NAME_BYTES_MAX = 200;

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

  /**
   * The path that a client named for a new database.
   *
   * @throws BackendFault when it leads outside, or is too long for a file system: making the
   *     directories above it would only fail half-way
   */
  Path resolveNew(String path) {
    Path resolved = resolve(path).orElseThrow(() -> new BackendFault(ErrorTexts.pathOutside(path)));
    boolean fits = bytes(resolved) <= PATH_BYTES_MAX;
    for (Path name : resolved) {
      fits &= bytes(name) <= NAME_BYTES_MAX;
    }
    if (!fits) {
      throw new BackendFault(ErrorTexts.pathTooLong(PATH_BYTES_MAX, NAME_BYTES_MAX));
    }
    return resolved;
  }

  private static int bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8).length;
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

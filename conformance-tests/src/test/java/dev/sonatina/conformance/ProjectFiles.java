package dev.sonatina.conformance;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the files of the project that tests look at, whatever directory they run in. */
public final class ProjectFiles {

  private ProjectFiles() {}

  /** The directory of the parent {@code pom.xml}. */
  public static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null && !Files.isDirectory(directory.resolve("conformance-tests"))) {
      directory = directory.getParent();
    }
    if (directory == null) {
      throw new IllegalStateException("not run inside the project");
    }
    return directory;
  }
}

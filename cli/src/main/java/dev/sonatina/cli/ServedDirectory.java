package dev.sonatina.cli;

import dev.sonatina.engine.api.OpenOptions.StoreType;
import dev.sonatina.net.server.ProviderConfig;
import dev.sonatina.net.server.ProviderConfig.DatabaseConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Databases that exist already, offered by a server under the names of their directories or files.
 */
final class ServedDirectory {

  private ServedDirectory() {}

  /** A configuration in which provider 0 offers them. */
  static ProviderConfig config(List<Path> directories, StoreType type) {
    return new ProviderConfig(
        directories.stream()
            .map(Path::toAbsolutePath)
            .map(Path::normalize)
            .map(
                directory ->
                    new DatabaseConfig(
                        0,
                        directory.getFileName().toString(),
                        typeOf(directory, type),
                        false,
                        "{\"path\":\"" + escaped(directory.toString()) + "\"}"))
            .toList());
  }

  /** The type that a server knows a database by. */
  private static String typeOf(Path path, StoreType type) {
    if (path.toString().endsWith(".unqlite") && !Files.isDirectory(path)) {
      return "unqlite";
    }
    return type == StoreType.CHRONICLE ? "chronicle" : "sonatina";
  }

  /** The directory that a database is in. */
  static Path parent(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    return parent == null ? absolute : parent;
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}

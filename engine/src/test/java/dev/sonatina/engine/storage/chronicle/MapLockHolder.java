package dev.sonatina.engine.storage.chronicle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;

/** A process that reads a record in every map of a mirror, and never comes to the end of it. */
final class MapLockHolder {

  private MapLockHolder() {}

  /**
   * Takes the locks, says so, and keeps them until it is killed.
   *
   * @param arguments the directory of the mirror, and a record's id
   */
  @SuppressWarnings("SystemOut") // The parent process waits for the output.
  public static void main(String[] arguments) throws IOException {
    List<Path> maps;
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      maps = files.filter(file -> file.toString().endsWith(".map")).toList();
    }
    for (Path path : maps) {
      ChronicleMap<Long, byte[]> map =
          ChronicleMapBuilder.of(Long.class, byte[].class).createPersistedTo(path.toFile());
      map.queryContext(Long.valueOf(arguments[1])).readLock().lock();
    }
    System.out.println("locked");
    System.out.flush();
    System.in.read(); // Until it is killed.
  }
}

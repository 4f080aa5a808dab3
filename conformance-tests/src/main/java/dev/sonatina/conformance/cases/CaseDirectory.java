package dev.sonatina.conformance.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sonatina.engine.interchange.JsonLinesReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * A directory of recorded cases, which is only read. Every file may be compressed, with {@code .gz}
 * at the end of its name.
 */
public final class CaseDirectory {

  private static final String GZIP = ".gz";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path directory;

  public CaseDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory + " is no directory");
    }
    this.directory = directory;
  }

  /**
   * The files with this extension, by their names without extension and {@code .gz}, in the order
   * of names.
   */
  public SortedMap<String, Path> files(String extension) throws IOException {
    SortedMap<String, Path> files = new TreeMap<>();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path file : (Iterable<Path>) entries::iterator) {
        String name = withoutEnding(file.getFileName().toString(), GZIP);
        String stem = withoutEnding(name, extension);
        if (!stem.equals(name) && Files.isRegularFile(file)) {
          files.put(stem, file);
        }
      }
    }
    return files;
  }

  /** The file of this name or, failing that, its compressed form. */
  public Optional<Path> file(String name) {
    return Stream.of(name, name + GZIP)
        .map(directory::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** Reads a file of the directory, uncompressed; the caller closes the stream. */
  public static InputStream open(Path file) throws IOException {
    InputStream source = Files.newInputStream(file);
    return file.toString().endsWith(GZIP) ? new GZIPInputStream(source) : source;
  }

  /** The lines of a JSON Lines file, as they are. */
  public static List<byte[]> lines(InputStream source) throws IOException {
    List<byte[]> lines = new ArrayList<>();
    try (JsonLinesReader reader = new JsonLinesReader(source)) {
      for (byte[] line = reader.next(); line != null; line = reader.next()) {
        lines.add(line);
      }
    }
    return lines;
  }

  /** The lines of a JSON Lines file, as they are. */
  public static List<byte[]> lines(Path file) throws IOException {
    return lines(Files.newInputStream(file));
  }

  /** The lines of a JSON Lines file, parsed. */
  public static List<JsonNode> parsedLines(Path file) throws IOException {
    return parsedLines(Files.newInputStream(file));
  }

  /** The lines of a JSON Lines file, parsed. */
  public static List<JsonNode> parsedLines(InputStream source) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (byte[] line : lines(source)) {
      nodes.add(JSON.readTree(line));
    }
    return nodes;
  }

  private static String withoutEnding(String name, String ending) {
    return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
  }
}

package dev.sonatina.net.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** A session that was recorded between a real client and a real server. */
public record Transcript(String name, List<Line> lines) {

  /** One message, or one frame, and what the recorder said of it. */
  public record Line(boolean fromClient, String comment, ByteSlice bytes) {}

  /** Every recorded session, by name. */
  public static List<Transcript> all() {
    try (Stream<Path> files = Files.list(directory())) {
      return files.sorted().map(Transcript::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sessions of these combinations, for instance {@code tcp}. */
  public static List<Transcript> of(String... combinations) {
    return all().stream()
        .filter(t -> List.of(combinations).contains(t.name.substring(0, t.name.indexOf("__"))))
        .toList();
  }

  public static Path directory() {
    try {
      return Path.of(Transcript.class.getResource("/transcripts").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Transcript read(Path file) {
    List<Line> lines = new ArrayList<>();
    String comment = "";
    try {
      for (String line : Files.readAllLines(file)) {
        if (line.startsWith("#")) {
          comment = line.substring(1).trim();
        } else if (!line.isBlank()) {
          ByteSlice bytes = ByteSlice.of(HexFormat.of().parseHex(line.substring(5)));
          lines.add(new Line(line.charAt(0) == '>', comment, bytes));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Transcript(file.getFileName().toString().replace(".txt", ""), lines);
  }

  /** Everything that one side sent. */
  public byte[] stream(boolean fromClient) {
    ByteWriter out = new ByteWriter();
    lines.stream().filter(l -> l.fromClient == fromClient).forEach(l -> out.writeBytes(l.bytes));
    return out.toSlice().toArray();
  }

  @Override
  public String toString() {
    return name;
  }
}

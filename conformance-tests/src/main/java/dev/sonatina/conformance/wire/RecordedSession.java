package dev.sonatina.conformance.wire;

import dev.sonatina.net.protocol.ByteSlice;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * One connection between a client and a server, message by message in the order in which they were
 * complete.
 *
 * <pre>
 *   # what the next line is
 *   &gt; cm HEX    connection message of the client        &lt; cm HEX    of the server
 *   &gt; fr HEX    frame of the client                     &lt; fr HEX    of the server
 * </pre>
 */
record RecordedSession(String name, List<Line> lines) {

  /** A message or frame, whole. */
  record Line(int number, boolean fromClient, ByteSlice bytes) {}

  RecordedSession {
    lines = List.copyOf(lines);
  }

  /**
   * Reads a session to the end and closes the stream.
   *
   * @throws IOException also when a line has another form
   */
  static RecordedSession read(String name, InputStream source) throws IOException {
    List<Line> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(source, StandardCharsets.UTF_8))) {
      int number = 0;
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        number++;
        if (!text.isBlank() && !text.startsWith("#")) {
          lines.add(parse(name, number, text.strip()));
        }
      }
    }
    return new RecordedSession(name, lines);
  }

  private static Line parse(String name, int number, String text) throws IOException {
    boolean fromClient = text.startsWith("> ");
    if ((!fromClient && !text.startsWith("< ")) || text.length() < 6) {
      throw new IOException(name + ", line " + number + ": expected \"> \" or \"< \"");
    }
    try {
      return new Line(
          number, fromClient, ByteSlice.of(HexFormat.of().parseHex(text, 5, text.length())));
    } catch (IllegalArgumentException e) {
      throw new IOException(name + ", line " + number + ": " + e.getMessage(), e);
    }
  }
}

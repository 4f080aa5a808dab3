package dev.sonatina.engine.interchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class JsonLinesReaderTest {

  @Test
  void blankLinesAndWhiteSpaceAroundRecordsAreDropped() throws IOException {
    assertEquals(
        List.of("1:{\"a\":1}", "4:{\"a\":2}", "5:{\"a\":3}"),
        linesOf("{\"a\":1}\r\n\n  \t\r\n\t{\"a\":2} \n{\"a\":3}".getBytes(UTF_8)));
  }

  @Test
  void byteOrderMarkIsNoPartOfTheFirstRecord() throws IOException {
    assertEquals(List.of("1:{}", "2:{}"), linesOf("\uFEFF{}\n{}\n".getBytes(UTF_8)));
  }

  @Test
  void emptySourceHasNoLines() throws IOException {
    assertEquals(List.of(), linesOf(new byte[0]));
    assertEquals(List.of(), linesOf("\n".getBytes(UTF_8)));
    assertEquals(List.of("1:7"), linesOf("7".getBytes(UTF_8)));
  }

  @Test
  void linesLongerThanTheBufferComeWhole() throws IOException {
    String longRecord = "\"" + "x".repeat(700_000) + "\"";
    assertEquals(
        List.of("1:1", "2:" + longRecord, "3:2"),
        linesOf(("1\n" + longRecord + "\n2").getBytes(UTF_8)));
  }

  @Test
  void sourceThatComesInDropsReadsTheSame() throws IOException {
    byte[] text = "{\"a\":1}\n\n{\"b\":\"\u00e9\"}\n".getBytes(UTF_8);
    InputStream dripping =
        new ByteArrayInputStream(text) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(1, length));
          }
        };
    assertEquals(List.of("1:{\"a\":1}", "3:{\"b\":\"\u00e9\"}"), linesOf(dripping));
  }

  @Test
  void gzipIsToldByItsFirstBytes() throws IOException {
    assertEquals(List.of("1:{}", "2:[]"), linesOf(gzip("{}\n[]\n")));
  }

  @Test
  void truncatedGzipIsAnError() throws IOException {
    byte[] whole = gzip("{\"a\":\"" + "abcdefgh".repeat(1000) + "\"}\n");
    byte[] half = java.util.Arrays.copyOf(whole, whole.length / 2);
    assertThrows(IOException.class, () -> linesOf(half));
  }

  @Test
  void bytesReadCountsTheSource() throws IOException {
    byte[] compressed = gzip("{}\n{}\n");
    try (JsonLinesReader reader = new JsonLinesReader(new ByteArrayInputStream(compressed))) {
      while (reader.next() != null) {
        assertEquals(compressed.length, reader.bytesRead());
      }
      assertNull(reader.next());
    }
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream compressing = new GZIPOutputStream(bytes)) {
      compressing.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static List<String> linesOf(byte[] source) throws IOException {
    return linesOf(new ByteArrayInputStream(source));
  }

  private static List<String> linesOf(InputStream source) throws IOException {
    List<String> lines = new ArrayList<>();
    try (JsonLinesReader reader = new JsonLinesReader(source)) {
      for (byte[] line = reader.next(); line != null; line = reader.next()) {
        lines.add(reader.lineNumber() + ":" + new String(line, UTF_8));
      }
    }
    return lines;
  }
}

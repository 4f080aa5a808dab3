package dev.sonatina.engine.interchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.engine.api.DatabaseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordReaderTest {

  // --- which format it is

  @Test
  void nameTellsTheFormatAndOtherwiseTheBeginning() throws IOException {
    String array = "[1,\n2]";
    assertEquals(List.of("1:2 1", "2:1 2"), read(array, "a.json"));
    assertEquals(List.of("1:2 1", "2:1 2"), read("\uFEFF" + array, ""));
    assertEquals(List.of("1:1 [1,", "2:1 2]"), read(array, "a.jsonl"));
    assertEquals(List.of("2:0 {\"[1\":2}"), read("[1\n2", "a.CSV.gz"));
    assertEquals(List.of("1:1 {\n\"a\":1}", "3:1 {}"), read("{\n\"a\":1}\n{}", "-"));
    assertEquals(List.of("1:1 {\"a\":1}", "2:1 {"), read("{\"a\":1}\n{", "a.json"));
    assertEquals(List.of(), read("", ""));
  }

  // --- JSON

  @Test
  void arraysAndValuesMayFollowEachOther() throws IOException {
    assertEquals(
        List.of("1:2 {\"a\":[1,2]}", "2:3 'x, ]'", "2:10 -1.5", "2:16 true", "3:2 {}", "3:5 7"),
        json("[{\"a\":[1,2]}\n, 'x, ]',-1.5] true [ ]\n {} 7"));
  }

  @Test
  void bracketsAndQuotesInStringsAreText() throws IOException {
    String record = "{\"a]\\\"}\":\"[{\\\\\"}";
    assertEquals(List.of("1:2 " + record, "1:19 2"), json("[" + record + ",2]"));
  }

  @Test
  void wrongCommasAndMissingEndsSayWhatWasExpected() throws IOException {
    assertEquals(List.of("1:2 1", "1:4! expected ',' or ']' after a record"), json("[1 2]"));
    assertEquals(List.of("1:2! expected a record before the comma"), json("[,1]"));
    assertEquals(
        List.of("1:2 1", "2:3! expected ']', the end of the array that begins in line 1"),
        json("[1,\n  "));
    assertEquals(
        List.of("1:2 1", "2:1! expected the end of what begins here"), json("[1,\n{\"a\":[2}\n\n"));
    assertEquals(List.of("1:1! expected the end of what begins here"), json("\"abc"));
    assertEquals(List.of("1:1 ]", "1:3 1"), json("] 1"));
  }

  // --- CSV

  @Test
  void namesOfTheFirstRowAreThoseOfMembers() throws IOException {
    assertEquals(
        List.of(
            "2:0 {\"func\":\"MPI_Wait\",\"us\":740}",
            "3:0 {\"func\":\"a,b \\\"c\\\"\\u000ad\",\"us\":-1.5e3}",
            "6:0 {\"func\":\"\"}"),
        csv("func,us\r\nMPI_Wait,740\r\n\"a,b \"\"c\"\"\nd\",-1.5e3\r\n\r\n\"\",\r\n"));
  }

  @Test
  void onlyWhatJsonTakesForNumbersAndTruthIsOne() throws IOException {
    assertEquals(
        List.of(
            "2:0 {\"a\":true,\"b\":18446744073709551615,\"c\":-9223372036854775808,\"d\":0.10}"),
        csv("a,b,c,d\ntrue,18446744073709551615,-9223372036854775808,0.10"));
    assertEquals(
        List.of("2:0 {\"a\":\"TRUE\",\"b\":\"18446744073709551616\",\"c\":\"007\",\"d\":\"1.\"}"),
        csv("a,b,c,d\nTRUE,18446744073709551616,007,1."));
    assertEquals(
        List.of("2:0 {\"a\":\"null\",\"b\":\" 1\",\"c\":12,\"d\":\"C:\\\\x\"}"),
        csv("a,b,c,d\nnull, 1,\"12\",C:\\x"));
  }

  @Test
  void rowsThatDoNotFitAreRefusedAndTheNextIsRead() throws IOException {
    assertEquals(
        List.of(
            "2:0! a row of 3 fields (expected: 2, as names)",
            "3:0 {\"a\":1,\"b\":2}",
            "4:0! a row of 1 fields (expected: 2, as names)",
            "5:0! text behind a closing quote (expected: a comma or the end of the line)",
            "6:0 {\"a\":3,\"b\":4}"),
        csv("a,b\n1,2,3\n1,2\n5\n\"x\"y,1\n3,4"));
  }

  @Test
  void quoteThatIsNeverClosedIsNamedByItsLine() throws IOException {
    assertEquals(
        List.of("2:0 {\"a\":1}", "3:0! a quote is opened here that is never closed"),
        csv("a\n1\n\"x\n\n2\n"));
  }

  @Test
  void namesHaveToBeThereAndDifferent() throws IOException {
    String expected = " (expected: different names in the first row)";
    assertEquals(List.of("1:0! the name of column 2 is empty" + expected), csv("a,,b\n1,2,3"));
    assertEquals(List.of("1:0! the name of column 3 is 'a' once more" + expected), csv("a,b,a\n1"));
    assertEquals(List.of(), csv("a,b\n"));
    assertEquals(List.of(), csv(""));
  }

  // --- both

  @Test
  void sourceThatComesInDropsReadsTheSame() throws IOException {
    String array = "\uFEFF[{\"a\":\"\\\"\"},\n 2]";
    assertEquals(read(array, "a.json"), read(dripping(array), "a.json"));
    String table = "a,b\r\n\"x\"\"\r\n\",2\r\n\"\",\"\"\n";
    assertEquals(read(table, "a.csv"), read(dripping(table), "a.csv"));
  }

  private static InputStream dripping(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8)) {
      @Override
      public synchronized int read(byte[] bytes, int offset, int length) {
        return super.read(bytes, offset, Math.min(1, length));
      }
    };
  }

  private static List<String> json(String text) throws IOException {
    return read(text, RecordFormat.JSON, "");
  }

  private static List<String> csv(String text) throws IOException {
    return read(text, RecordFormat.CSV, "");
  }

  private static List<String> read(String text, String name) throws IOException {
    return read(text, null, name);
  }

  private static List<String> read(String text, @Nullable RecordFormat format, String name)
      throws IOException {
    return read(new ByteArrayInputStream(text.getBytes(UTF_8)), format, name);
  }

  private static List<String> read(InputStream source, String name) throws IOException {
    return read(source, null, name);
  }

  /** Every record as {@code LINE:COLUMN TEXT}, and what is none as {@code LINE:COLUMN! MESSAGE}. */
  private static List<String> read(InputStream source, @Nullable RecordFormat format, String name)
      throws IOException {
    List<String> found = new ArrayList<>();
    try (RecordReader reader = RecordReader.open(source, format, name)) {
      while (true) {
        String said;
        try {
          byte[] record = reader.next();
          if (record == null) {
            return found;
          }
          said = " " + new String(record, UTF_8);
        } catch (DatabaseException e) {
          said = "! " + e.getMessage();
        }
        found.add(reader.lineNumber() + ":" + reader.column() + said);
      }
    }
  }
}

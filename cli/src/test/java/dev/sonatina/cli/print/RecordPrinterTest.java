package dev.sonatina.cli.print;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.cli.print.RecordPrinter.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordPrinterTest {

  private static final String[] CALLS = {
    "{\"func\":\"MPI_Wait, \\\"all\\\"\",\"us\":740,\"at\":{\"rank\":[1,{}]},\"__id\":0}",
    "{\"us\":1.50,\"ok\":true,\"func\":null,\"__id\":1}",
    "[7]"
  };

  private final List<String> notes = new ArrayList<>();

  private String printed(OutputMode mode, Palette palette, int width, String... records)
      throws IOException {
    StringBuilder text = new StringBuilder();
    LineSink lines = line -> text.append(new String(line, StandardCharsets.UTF_8)).append('\n');
    RecordPrinter printer =
        RecordPrinter.of(mode, lines, new Surroundings(palette, width, notes::add));
    for (String record : records) {
      printer.print(record.getBytes(StandardCharsets.UTF_8));
    }
    printer.end();
    return text.toString();
  }

  private String printed(OutputMode mode, String... records) throws IOException {
    return printed(mode, Palette.PLAIN, 0, records);
  }

  @Test
  void linesAndArraysKeepTheText() throws IOException {
    assertEquals(String.join("\n", CALLS) + "\n", printed(OutputMode.JSONL, CALLS));
    assertEquals("[" + String.join("\n,", CALLS) + "\n]\n", printed(OutputMode.JSON, CALLS));
    assertEquals("[]\n", printed(OutputMode.JSON));
    for (OutputMode mode : List.of(OutputMode.CSV, OutputMode.TABLE, OutputMode.JSONL)) {
      assertEquals("", printed(mode), mode.label());
    }
  }

  @Test
  void rawPrintsWhatStringsSay() throws IOException {
    assertEquals(
        "a\"b\nü\n5\n{\"a\":\"b\"}\n",
        printed(OutputMode.RAW, "\"a\\\"b\\n\\u00fc\"", "5", "{\"a\":\"b\"}"));
  }

  @Test
  void prettyGivesEachMemberALine() throws IOException {
    assertEquals(
        """
        {
          "a": [
            1,
            "{,:}"
          ],
          "b": {},
          "c": []
        }
        """,
        printed(OutputMode.PRETTY, "{\"a\":[1,\"{,:}\"],\"b\":{},\"c\":[]}"));
  }

  @Test
  void coloursSurroundTheSameText() throws IOException {
    String coloured = printed(OutputMode.JSONL, Palette.COLOURED, 0, CALLS);
    assertEquals(
        String.join("\n", CALLS) + "\n", coloured.replaceAll("\u001b\\[\\d+m", ""), coloured);
    assertEquals(
        "{\u001b[36m\"a\"\u001b[0m:\u001b[33m-1\u001b[0m}\n",
        printed(OutputMode.JSONL, Palette.COLOURED, 0, "{\"a\":-1}"));
    assertEquals(
        printed(OutputMode.CSV, CALLS), printed(OutputMode.CSV, Palette.COLOURED, 0, CALLS));
  }

  @Test
  void csvQuotesWhatItMust() throws IOException {
    assertEquals(
        """
        __id,func,us,at,ok,value
        0,"MPI_Wait, ""all""\",740,"{""rank"":[1,{}]}",,
        1,,1.50,,true,
        ,,,,,[7]
        """,
        printed(OutputMode.CSV, CALLS));
    assertEquals(
        "\"a,b\",c\n\"\",\"x\ny\"\n", printed(OutputMode.CSV, "{\"a,b\":\"\",\"c\":\"x\\ny\"}"));
  }

  @Test
  void tablesAlignNumbersToTheRight() throws IOException {
    assertEquals(
        """
        __id  func       us
        ────  ────────  ───
           0  MPI_Wait  740
           1  x\\ty      1.5
        """,
        printed(
            OutputMode.TABLE,
            "{\"func\":\"MPI_Wait\",\"us\":740,\"__id\":0}",
            "{\"func\":\"x\\ty\",\"us\":1.5,\"__id\":1}"));
  }

  @Test
  void columnsThatDoNotFitAreNamed() throws IOException {
    String text =
        printed(OutputMode.TABLE, Palette.PLAIN, 12, "{\"first\":1,\"second\":2,\"third\":3}");
    assertEquals("first\n─────\n    1\n", text);
    assertEquals(List.of("2 columns did not fit: second, third"), notes);
    String longer = printed(OutputMode.TABLE, "{\"a\":\"" + "x".repeat(50) + "\"}");
    assertEquals("x".repeat(39) + "…", longer.lines().toList().get(2));
  }

  @Test
  void lateMembersAreToldOf() throws IOException {
    String[] records = new String[1_001];
    Arrays.fill(records, "{\"a\":1}");
    records[1_000] = "{\"a\":12345,\"b\":2}";
    assertEquals(1_002, printed(OutputMode.CSV, records).lines().count());
    assertEquals(List.of("left out what the first 1000 records do not have: b"), notes);
    List<String> table = printed(OutputMode.TABLE, records).lines().toList();
    assertEquals("…", table.get(table.size() - 1));
  }

  @Test
  void onlyListsOfObjectsAreRecords() {
    for (String text :
        new String[] {"{\"a\":[{}]}", "[1]", "[{},1]", "[[{}]]", "[]", "\"[{}]\"", ""}) {
      assertEquals(List.of(), JsonList.objects(text.getBytes(StandardCharsets.UTF_8)), text);
    }
    List<byte[]> two = JsonList.objects("[{\"a\":[{},\"]\"]},{}]".getBytes(StandardCharsets.UTF_8));
    assertEquals(2, two.size());
    assertArrayEquals("{\"a\":[{},\"]\"]}".getBytes(StandardCharsets.UTF_8), two.get(0));
  }
}

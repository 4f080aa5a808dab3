package dev.sonatina.engine.interchange.unqlite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.jx9.value.JsonText;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UnqliteWriterTest {

  @Test
  void anEmptyDatabaseHasTheThreePagesOfOneThatSonataCreates() {
    MemoryFile file = new MemoryFile("db");
    assertEquals(3, Databases.writer(file, 4096).finish());
    try (UnqliteFile opened = Databases.open(file.toBytes())) {
      assertEquals(3, opened.pageCount());
      assertEquals(1, opened.bucketCount());
      assertEquals(0, opened.keyCount());
      assertEquals(Databases.CREATED, opened.createdPacked());
      assertEquals(List.of(), opened.collections());
    }
  }

  @Test
  void collectionsKeepTheirNumbersDatesAndSchemas() {
    MemoryFile file = new MemoryFile("db");
    try (UnqliteWriter writer = Databases.writer(file, 4096)) {
      StringValue schema =
          writer.encode(
              telling -> {
                telling.beginObject();
                telling.name(StringValue.of("rid"));
                telling.string("int".getBytes(StandardCharsets.UTF_8), 0, 3);
                telling.endObject();
              });
      Databases.addText(writer, "a", 4, "x");
      writer.addCollection(new UnqliteCollection(StringValue.of("a"), 9, 1, 0x12345678, schema));
      Databases.addCollection(writer, "a_4x", 0, 0);
      writer.finish();
    }
    try (UnqliteFile opened = Databases.open(file.toBytes())) {
      UnqliteCollection a = opened.collection("a");
      assertNotNull(a);
      assertEquals(9, a.nextId());
      assertEquals(1, a.liveCount());
      assertEquals(0x12345678, a.createdPacked());
      Value schema = opened.schema(a);
      assertNotNull(schema);
      assertEquals("{\"rid\":\"int\"}", JsonText.encode(schema).toString());
      assertEquals(List.of("a", "a_4x"), Databases.names(opened));
      assertEquals(Map.of("a/4", "{\"s\":\"x\",\"__id\":4}"), Databases.contents(opened));
      UnqliteCollection other = opened.collection("a_4x");
      assertNotNull(other);
      assertNull(opened.schema(other));
    }
  }

  @Test
  void recordsOfEverySizeAroundThatOfAPageComeBack() {
    MemoryFile file = new MemoryFile("db");
    Map<String, String> expected = new TreeMap<>();
    try (UnqliteWriter writer = Databases.writer(file, 512)) {
      for (int length = 0; length < 1_300; length++) {
        String text = String.valueOf((char) ('a' + length % 26)).repeat(length);
        Databases.addText(writer, "c", length, text);
        expected.put("c/" + length, "{\"s\":\"" + text + "\",\"__id\":" + length + "}");
      }
      Databases.addCollection(writer, "c", 1_300, 1_300);
      writer.finish();
    }
    try (UnqliteFile opened = Databases.open(file.toBytes())) {
      assertEquals(expected, Databases.contents(opened));
      assertEquals(512, opened.pageSize());
    }
  }

  @Test
  void manySmallRecordsGoThroughTheTemporaryFileAndSeveralMapPages() {
    MemoryFile file = new MemoryFile("db");
    AtomicInteger spillCount = new AtomicInteger();
    int count = 150_000;
    try (UnqliteWriter writer = Databases.writer(file, 4096, spillCount)) {
      String text = "x".repeat(60);
      for (int id = 0; id < count; id++) {
        Databases.addText(writer, "measurements", id, text);
      }
      Databases.addCollection(writer, "measurements", count, count);
      writer.finish();
    }
    assertEquals(1, spillCount.get());
    try (UnqliteFile opened = Databases.open(file.toBytes())) {
      assertTrue(opened.bucketCount() > 3 * 255, "several map pages");
      assertEquals(count + 1, opened.keyCount());
      UnqliteRecords records = opened.records();
      for (int id = 0; id < count; id++) {
        assertTrue(records.next());
        assertEquals(id, records.id());
      }
    }
  }

  @Test
  void theSameCallsGiveTheSameBytes() {
    String[] texts = new String[3_000];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = "t".repeat(i * 7 % 3_000);
    }
    assertArrayEquals(Databases.ofTexts("c", texts), Databases.ofTexts("c", texts));
  }

  @Test
  void longNamesTakeLargerPages() {
    assertEquals(4096, pageSizeFor(4_000));
    assertEquals(8192, pageSizeFor(4_100));
    assertEquals(65_536, pageSizeFor(65_000));
    DatabaseException e = assertThrows(DatabaseException.class, () -> pageSizeFor(65_530));
    assertEquals(ErrorCode.INVALID_NAME, e.code());
    String name = "n".repeat(4_050);
    try (UnqliteFile opened = Databases.open(Databases.ofTexts(name, "a", "b"))) {
      assertEquals(List.of(name), Databases.names(opened));
      assertEquals(2, Databases.contents(opened).size());
    }
  }

  private static int pageSizeFor(int nameLength) {
    return UnqliteWriter.pageSizeFor(
        List.of(StringValue.of("a"), StringValue.of("n".repeat(nameLength))));
  }
}

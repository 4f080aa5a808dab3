package dev.sonatina.engine.interchange.unqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.jx9.value.StringValue;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Files against what was written to them, and against damage. */
class UnqliteFilePropertyTest {

  private static final byte[] SMALL = database(new Random(7), new TreeMap<>());

  @Property(tries = 60, seed = "1")
  void whatIsWrittenIsRead(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, String> expected = new TreeMap<>();
    byte[] bytes = database(random, expected);
    try (UnqliteFile file = Databases.open(bytes)) {
      assertEquals(expected, Databases.contents(file));
    }
    try (UnqliteFile file = Databases.open(bytes, UnqliteFile.Reading.SALVAGE)) {
      assertEquals(expected, Databases.contents(file));
      assertEquals(0, file.damageCount());
    }
  }

  @Property(tries = 3_000, seed = "2")
  void damagedFilesAreReadOrRefusedAndSalvageNeverFailsBehindTheHeaders(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = SMALL.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    if (random.nextInt(10) == 0) {
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
    }
    boolean isRefused = false;
    try (UnqliteFile file = Databases.open(bytes)) {
      readAll(file);
    } catch (StorageException e) {
      assertEquals(ErrorCode.CORRUPT, e.code());
      isRefused = true;
    }
    try (UnqliteFile file = Databases.open(bytes, UnqliteFile.Reading.SALVAGE)) {
      readAll(file);
      assertTrue(
          !isRefused || file.damageCount() > 0, "salvage counts what strict reading refuses");
    } catch (StorageException e) {
      assertTrue(isRefused, "salvage reads what strict reading does");
    }
  }

  private static void readAll(UnqliteFile file) {
    UnqliteRecords records = file.records();
    ValueBuilder values = new ValueBuilder();
    while (records.next()) {
      values.reset();
      records.value();
      records.tell(values);
    }
    file.otherKeys((key, data) -> {});
    file.collections().forEach(file::schema);
    file.freePageCount();
  }

  private static byte[] database(Random random, Map<String, String> contents) {
    MemoryFile file = new MemoryFile("db");
    int pageSize = 512 << random.nextInt(4);
    try (UnqliteWriter writer = Databases.writer(file, pageSize)) {
      for (int c = random.nextInt(4); c >= 0; c--) {
        String name = "c" + "x".repeat(random.nextInt(20)) + c;
        int nextId = random.nextInt(120);
        int count = 0;
        for (int id = 0; id < nextId; id++) {
          if (random.nextInt(5) > 0) {
            String text = "t".repeat(random.nextInt(random.nextInt(20) == 0 ? 4_000 : 90));
            Databases.addText(writer, name, id, text);
            contents.put(name + "/" + id, "{\"s\":\"" + text + "\",\"__id\":" + id + "}");
            count++;
          }
        }
        writer.addCollection(
            new UnqliteCollection(
                StringValue.of(name), nextId, count, Databases.CREATED, StringValue.EMPTY));
      }
      writer.finish();
    }
    return file.toBytes();
  }
}

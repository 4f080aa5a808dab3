package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.engine.record.RecordVisitor;
import dev.sonatina.jx9.value.JsonText;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes small databases for tests and reads them back. */
final class Databases {

  static final int CREATED = 0x5A6B7C8D;

  private Databases() {}

  /** The bytes of a database of one collection with records {@code {"s":text,"__id":id}}. */
  static byte[] ofTexts(String collection, String... texts) {
    MemoryFile file = new MemoryFile("made");
    try (UnqliteWriter writer = writer(file, UnqliteFormat.PAGE_SIZE_DEFAULT)) {
      for (int id = 0; id < texts.length; id++) {
        addText(writer, collection, id, texts[id]);
      }
      addCollection(writer, collection, texts.length, texts.length);
      writer.finish();
    }
    return file.toBytes();
  }

  static UnqliteWriter writer(Output file, int pageSize) {
    return new UnqliteWriter(file, () -> new MemoryFile("spill"), pageSize, CREATED);
  }

  /** A writer that counts how many temporary files it makes. */
  static UnqliteWriter writer(Output file, int pageSize, AtomicInteger spillCount) {
    return new UnqliteWriter(
        file,
        () -> {
          spillCount.incrementAndGet();
          return new MemoryFile("spill");
        },
        pageSize,
        CREATED);
  }

  static void addText(UnqliteWriter writer, String collection, long id, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    RecordVisitor record = writer.beginRecord();
    record.beginObject();
    record.name(StringValue.of("s"));
    record.string(bytes, 0, bytes.length);
    record.name(StringValue.of("__id"));
    record.integer(id);
    record.endObject();
    writer.addRecord(StringValue.of(collection), id);
  }

  static void addCollection(UnqliteWriter writer, String name, long nextId, long count) {
    writer.addCollection(
        new UnqliteCollection(StringValue.of(name), nextId, count, CREATED, StringValue.EMPTY));
  }

  static UnqliteFile open(byte[] bytes) {
    return open(bytes, UnqliteFile.Reading.STRICT);
  }

  static UnqliteFile open(byte[] bytes, UnqliteFile.Reading reading) {
    return UnqliteFile.open(new MemoryFile("db", bytes), null, reading);
  }

  /** All records as {@code name/id} to their JSON, or to {@code ?} where they cannot be read. */
  static Map<String, String> contents(UnqliteFile file) {
    Map<String, String> contents = new TreeMap<>();
    UnqliteRecords records = file.records();
    while (records.next()) {
      Value value = records.value();
      contents.put(
          records.collection().name() + "/" + records.id(),
          value == null ? "?" : JsonText.encode(value).toString());
    }
    return contents;
  }

  static List<String> names(UnqliteFile file) {
    List<String> names = new ArrayList<>();
    file.collections().forEach(collection -> names.add(collection.name().toString()));
    return names;
  }
}

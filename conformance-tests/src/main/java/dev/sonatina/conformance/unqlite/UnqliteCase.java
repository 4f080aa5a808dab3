package dev.sonatina.conformance.unqlite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sonatina.conformance.cases.JsonComparison;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.interchange.unqlite.PackedTime;
import dev.sonatina.engine.interchange.unqlite.UnqliteCollection;
import dev.sonatina.engine.interchange.unqlite.UnqliteFile;
import dev.sonatina.engine.interchange.unqlite.UnqliteRecords;
import dev.sonatina.engine.vfs.Vfs;
import dev.sonatina.jx9.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the original sees in one file: the expectation in the form of the samples, of which every
 * known member is compared. Records are read one by one, so that large files need little memory.
 */
final class UnqliteCase {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Members that tell how the file was used, not what is in it. */
  private static final List<String> NOT_COMPARED =
      List.of("file", "size", "journal", "journal_left_after_open", "open_error_log", "open");

  private final JsonNode expected;
  private final JsonComparison comparison = JsonComparison.ofFifteenDigits();

  UnqliteCase(JsonNode expected) {
    this.expected = expected;
  }

  /** The first difference between what is expected and what the file holds. */
  Optional<String> difference(Path database) {
    boolean isDamaged = expected.path("open").asText().equals("error");
    try (UnqliteFile file = UnqliteFile.open(Vfs.local(), database, UnqliteFile.Reading.STRICT)) {
      return isDamaged ? Optional.of("was opened (expected: an error)") : difference(file);
    } catch (StorageException e) {
      return isDamaged ? Optional.empty() : Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private Optional<String> difference(UnqliteFile file) {
    ObjectNode actual = JSON.createObjectNode();
    actual.put("page_size", file.pageSize());
    actual.put("pages_after_open", file.pageCount());
    actual.put("buckets", file.bucketCount());
    actual.put("split_bucket", file.splitBucket());
    actual.put("max_split_bucket", file.maxSplitBucket());
    actual.put("free_pages", file.freePageCount());
    actual.put("keys", file.keyCount());
    for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      Optional<String> difference =
          switch (name) {
            case "collections" -> collections(file, expected.get(name));
            case "other_keys" -> otherKeys(file, expected.get(name));
            default ->
                NOT_COMPARED.contains(name)
                    ? Optional.empty()
                    : difference(name, expected.get(name), actual.path(name));
          };
      if (difference.isPresent()) {
        return difference;
      }
    }
    return expected.has("other_keys") ? Optional.empty() : otherKeys(file, JSON.createObjectNode());
  }

  private Optional<String> otherKeys(UnqliteFile file, JsonNode others) {
    ObjectNode actual = JSON.createObjectNode();
    file.otherKeys(
        (key, data) -> {
          String text = new String(key, StandardCharsets.UTF_8);
          String hex = HexFormat.of().formatHex(key);
          actual.put(others.has(hex) ? hex : text, HexFormat.of().formatHex(data));
        });
    return difference("other_keys", others, actual);
  }

  private Optional<String> collections(UnqliteFile file, JsonNode collections) {
    ArrayNode names = JSON.createArrayNode();
    file.collections().forEach(collection -> names.add(collection.name().toString()));
    if (names.size() != collections.size()) {
      return Optional.of("collections " + names + " (expected: " + collections.size() + ")");
    }
    for (Iterator<String> each = collections.fieldNames(); each.hasNext(); ) {
      String name = each.next();
      UnqliteCollection collection = file.collection(name);
      Optional<String> difference =
          collection == null
              ? Optional.of("is missing")
              : difference(file, collection, collections.get(name));
      if (difference.isPresent()) {
        return difference.map(text -> "collection " + name + ": " + text);
      }
    }
    return Optional.empty();
  }

  private Optional<String> difference(
      UnqliteFile file, UnqliteCollection collection, JsonNode wanted) {
    ObjectNode actual = JSON.createObjectNode();
    actual.put("next_id", collection.nextId());
    actual.put("total_records", collection.liveCount());
    actual.put("db_last_record_id", Math.max(0, collection.nextId() - 1));
    actual.put("db_creation_date", PackedTime.print(collection.createdPacked()));
    actual.set("schema", ValueNodes.of(file.schema(collection)));
    ObjectNode others = ((ObjectNode) wanted).deepCopy();
    others.remove("records");
    Optional<String> difference = records(file, collection, wanted.path("records"), actual);
    if (!others.has("stored_ids_fetched_as_null")) {
      others.putArray("stored_ids_fetched_as_null");
    }
    return difference.isPresent() ? difference : difference("", others, actual);
  }

  /** Compares the records that the original fetches, and counts what else it makes of them. */
  private Optional<String> records(
      UnqliteFile file, UnqliteCollection collection, JsonNode wanted, ObjectNode actual) {
    UnqliteRecords records = file.records(collection, 0, Long.MAX_VALUE);
    ArrayNode nulls = actual.putArray("stored_ids_fetched_as_null");
    Iterator<JsonNode> expectedRecords = wanted.elements();
    long fetched = 0;
    boolean isFetching = true;
    while (records.next()) {
      Value value = records.value();
      isFetching &= value != null;
      fetched += isFetching ? 1 : 0;
      if (value == null || value.isNull()) {
        nulls.add(records.id());
        continue;
      }
      JsonNode next = expectedRecords.hasNext() ? expectedRecords.next() : null;
      Optional<String> difference = record(records.id(), value, next);
      if (difference.isPresent()) {
        return difference;
      }
    }
    actual.put("db_fetch_all_count", fetched);
    return expectedRecords.hasNext()
        ? Optional.of("record " + expectedRecords.next().get(0) + " is missing")
        : Optional.empty();
  }

  private Optional<String> record(long id, Value value, @Nullable JsonNode wanted) {
    if (wanted == null || wanted.get(0).asLong() != id) {
      return Optional.of("record " + id + " was not expected");
    }
    JsonNode actual = ValueNodes.of(value);
    Optional<String> difference = difference("record " + id, wanted.get(1), actual);
    return difference.isPresent() || ValueNodes.haveSameOrder(wanted.get(1), actual)
        ? difference
        : Optional.of("record " + id + ": members in another order");
  }

  private Optional<String> difference(String what, JsonNode wanted, JsonNode actual) {
    Optional<String> difference = comparison.difference(wanted, actual);
    return what.isEmpty() ? difference : difference.map(text -> what + ": " + text);
  }
}

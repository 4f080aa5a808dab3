package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.NullValue;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Type {@code jsoncpp}: JSON values on the heap, their members sorted. */
final class JsonCppBackend extends HeapBackend<JsonValue> {

  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  JsonCppBackend(HeapBudget heapBudget) {
    super(heapBudget);
  }

  @Override
  JsonValue read(NewRecord record) {
    return record.json();
  }

  @Override
  void checkStoredAlone(JsonValue record) {
    if (!(record instanceof ObjectValue)) {
      throw new BackendFault(ErrorTexts.JSON_NOT_OBJECT);
    }
  }

  /** Null becomes an object that has nothing but an id; other values have no place for one. */
  @Override
  JsonValue kept(JsonValue record, long id) {
    JsonValue value = record instanceof NullValue ? new ObjectValue(Map.of()) : record;
    return value instanceof ObjectValue object
        ? object.with("__id", JsonValue.unsigned(id))
        : value;
  }

  @Override
  long heapBytes(JsonValue record) {
    return HeapBytes.of(record);
  }

  /** A text replaces only objects, a value also what was erased. */
  @Override
  boolean isReplaceable(@Nullable JsonValue current, NewRecord record) {
    return record instanceof NewRecord.Json
        || (current instanceof ObjectValue && record.isStrictJson());
  }

  @Override
  void hand(JsonValue record, RecordForm form, RecordSink sink) {
    if (form == RecordForm.JSON) {
      sink.acceptValue(record);
    } else {
      sink.accept(NewRecord.of(record).text());
    }
  }

  /** Ids that never were are left out; an erased record is null. */
  @Override
  void handMissing(boolean wasErased, RecordForm form, RecordSink sink) {
    if (wasErased) {
      sink.accept(form == RecordForm.TEXT ? NULL : null);
    }
  }

  /** Erased records are left out of texts only. */
  @Override
  public void all(String collection, RecordForm form, RecordSink sink) {
    for (JsonValue value : snapshot(collection)) {
      if (value != null) {
        hand(value, form, sink);
      } else if (form == RecordForm.JSON) {
        sink.accept(null);
      }
    }
  }

  @Override
  String updateOutOfRange() {
    return ErrorTexts.ID_OUT_OF_RANGE;
  }

  @Override
  String noFilter() {
    return ErrorTexts.JSONCPP_NO_FILTER;
  }

  @Override
  boolean refusesSecondErase() {
    return true;
  }
}

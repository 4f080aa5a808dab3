package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Type {@code vector}: texts on the heap, kept as they came and without ids in them. An empty text
 * is what is left of an erased record, so one that is stored counts as erased.
 */
final class VectorBackend extends HeapBackend<byte[]> {

  VectorBackend(HeapBudget heapBudget) {
    super(heapBudget);
  }

  @Override
  byte[] read(NewRecord record) {
    return record.text();
  }

  @Override
  byte @Nullable [] kept(byte[] record, long id) {
    return record.length == 0 ? null : record;
  }

  @Override
  long heapBytes(byte[] record) {
    return HeapBytes.of(record);
  }

  @Override
  boolean isReplaceable(byte @Nullable [] current, NewRecord record) {
    return !(record instanceof NewRecord.Json json) || json.value() instanceof ObjectValue;
  }

  /** What is no JSON cannot be handed over as a value. */
  @Override
  void hand(byte[] record, RecordForm form, RecordSink sink) {
    if (form == RecordForm.JSON) {
      sink.acceptValue(NewRecord.of(record).json());
    } else {
      sink.accept(record);
    }
  }

  @Override
  void handMissing(boolean wasErased, RecordForm form, RecordSink sink) {
    sink.accept(null);
  }

  @Override
  public void all(String collection, RecordForm form, RecordSink sink) {
    List<byte[]> live = snapshot(collection).stream().filter(Objects::nonNull).toList();
    if (live.isEmpty()) {
      sink.acceptNothing();
    }
    live.forEach(text -> hand(text, form, sink));
  }

  @Override
  String updateOutOfRange() {
    return ErrorTexts.INVALID_ID;
  }

  @Override
  String noFilter() {
    return ErrorTexts.VECTOR_NO_FILTER;
  }

  @Override
  boolean refusesSecondErase() {
    return false;
  }
}

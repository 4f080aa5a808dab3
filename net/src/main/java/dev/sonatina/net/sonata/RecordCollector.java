package dev.sonatina.net.sonata;

import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue;
import dev.sonatina.net.protocol.json.JsonValue.ArrayValue;
import dev.sonatina.net.protocol.json.JsonValue.IntegerNumber;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonValue.UnsignedNumber;
import dev.sonatina.net.protocol.json.JsonWriter;
import dev.sonatina.net.protocol.thallium.JsonGeneration;
import dev.sonatina.net.protocol.thallium.ThalliumWriter;
import dev.sonatina.net.sonata.backend.BackendFault;
import dev.sonatina.net.sonata.backend.ErrorTexts;
import dev.sonatina.net.sonata.backend.RecordSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of a result as they come: texts at once, JSON values once all are there. Stops
 * a result that becomes too large.
 */
final class RecordCollector implements RecordSink {

  private static final byte[] MISSING = {};

  private final ThalliumWriter out;
  private final JsonGeneration generation;
  private final boolean asJson;
  private final long bytesMax;
  private final List<JsonValue> values = new ArrayList<>();
  private int countAt;
  private long count;
  private long jsonBytes;
  private boolean isNothing;

  RecordCollector(
      ResultType resultType, ThalliumWriter result, JsonGeneration generation, long bytesMax) {
    this.generation = generation;
    this.bytesMax = bytesMax;
    asJson = resultType == ResultType.JSON;
    out = resultType.writeSuccess(result);
    if (resultType == ResultType.LIST) {
      countAt = out.reserveCount();
    }
  }

  @Override
  public void accept(byte @Nullable [] text) {
    byte[] bytes = text == null ? MISSING : text;
    if (asJson) {
      add(text == null ? JsonValue.ofNull() : toWire(JsonReader.read(text)), bytes.length);
    } else {
      count++;
      out.bytes(bytes);
      checkSize();
    }
  }

  @Override
  public void acceptValue(JsonValue value) {
    if (asJson) {
      // Its size on the wire is not known before it is written; that of its text is close.
      add(value, JsonWriter.write(value).length());
    } else {
      RecordSink.super.acceptValue(value);
    }
  }

  @Override
  public void acceptNothing() {
    isNothing = true;
  }

  private void add(JsonValue value, long bytes) {
    values.add(value);
    jsonBytes += bytes;
    checkSize();
  }

  private void checkSize() {
    if (out.length() + jsonBytes > bytesMax) {
      throw new BackendFault(ErrorTexts.resultTooLarge(bytesMax));
    }
  }

  /** The finished result, a list of texts or an array. */
  ThalliumWriter list() {
    if (asJson) {
      return out.json(isNothing ? JsonValue.ofNull() : new ArrayValue(values), generation);
    }
    out.setCount(countAt, count);
    return out;
  }

  /** The finished result, the one record that was taken. */
  ThalliumWriter single() {
    return asJson ? out.json(values.get(0), generation) : out;
  }

  /** The original stored integers as signed, so it sent them so; larger ones exist only here. */
  private static JsonValue toWire(JsonValue value) {
    if (value instanceof UnsignedNumber number && number.bits() >= 0) {
      return new IntegerNumber(number.bits());
    }
    if (value instanceof ArrayValue array) {
      return new ArrayValue(array.elements().stream().map(RecordCollector::toWire).toList());
    }
    if (value instanceof ObjectValue object) {
      Map<String, JsonValue> members = new LinkedHashMap<>();
      object.members().forEach((name, member) -> members.put(name, toWire(member)));
      return new ObjectValue(members);
    }
    return value;
  }
}

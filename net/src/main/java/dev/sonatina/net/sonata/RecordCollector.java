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
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of a result as they come: texts at once, JSON values once all are there. Stops
 * a result that becomes too large, alone or together with those of others.
 */
final class RecordCollector implements RecordSink {

  private static final byte[] MISSING = {};

  /** How much a result grows before it is counted against what all results may take. */
  private static final int COUNTED_STEP = 64 << 10;

  private final LongConsumer growth;
  private final ThalliumWriter out;
  private final JsonGeneration generation;
  private final boolean asJson;
  private final long bytesMax;
  private final List<JsonValue> values = new ArrayList<>();
  private int countAt;
  private long count;
  private long jsonBytes;
  private long counted;
  private boolean isNothing;

  /**
   * @param bytesMax how large the result may become
   * @param growth is told how large it has become, now and then, and may stop it
   */
  RecordCollector(
      ResultType resultType,
      ThalliumWriter result,
      JsonGeneration generation,
      long bytesMax,
      LongConsumer growth) {
    this.growth = growth;
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
  public void acceptText(ByteBuffer text) {
    if (asJson) {
      RecordSink.super.acceptText(text);
    } else {
      count++;
      out.bytes(text);
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
    long size = out.length() + jsonBytes;
    if (size > bytesMax) {
      throw new BackendFault(ErrorTexts.resultTooLarge(bytesMax));
    }
    if (size - counted >= COUNTED_STEP) {
      counted = size;
      growth.accept(size);
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

package dev.sonatina.engine.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.ContentReference;
import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.RecordLimits;
import dev.sonatina.jx9.value.StringValue;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Reads strict JSON into a builder with Jackson, which has the last word on what is JSON and says
 * what is wrong with a text that is not. For one thread; reusable.
 */
final class StrictJsonReader {

  private static final BigInteger UNSIGNED_MAX =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private final RecordBuilder builder;
  private final KeyDictionary dictionary;
  private final JsonFactory factory;

  StrictJsonReader(RecordBuilder builder, KeyDictionary dictionary, RecordLimits limits) {
    this.builder = builder;
    this.dictionary = dictionary;
    this.factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxDocumentLength(limits.sizeMaxBytes())
                    .maxNestingDepth(limits.nestingMax())
                    .maxNumberLength(limits.numberLengthMax())
                    .maxStringLength(limits.sizeMaxBytes())
                    .maxNameLength(limits.sizeMaxBytes())
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
  }

  /**
   * Reads a text into the builder, which is complete only when this returns.
   *
   * @throws DatabaseException INVALID_RECORD with the position in the text, LIMIT_EXCEEDED
   */
  void read(byte[] text) {
    try {
      parse(text);
    } catch (StreamConstraintsException e) {
      throw new DatabaseException(ErrorCode.LIMIT_EXCEEDED, e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      throw invalid(text, e);
    } catch (IOException e) {
      throw new IllegalStateException("reading an array failed", e);
    }
  }

  private static DatabaseException invalid(byte[] text, JsonProcessingException e) {
    int offset = (int) Math.max(0, Math.min(text.length, e.getLocation().getByteOffset()));
    int lineStart = offset;
    while (lineStart > 0 && text[lineStart - 1] != '\n') {
      lineStart--;
    }
    int column =
        new String(text, lineStart, offset - lineStart, StandardCharsets.UTF_8).length() + 1;
    return new DatabaseException(
        ErrorCode.INVALID_RECORD, e.getOriginalMessage(), e, e.getLocation().getLineNr(), column);
  }

  private void parse(byte[] text) throws IOException {
    builder.reset();
    checkIsUtf8(text);
    try (JsonParser parser = factory.createParser(text)) {
      JsonToken token = parser.nextToken();
      if (token == null) {
        throw new JsonParseException(parser, "no value");
      }
      boolean isRootObject = token == JsonToken.START_OBJECT;
      do {
        accept(parser, token, isRootObject);
        token = parser.nextToken();
      } while (builder.depth() > 0);
      if (token != null) {
        throw new JsonParseException(parser, "text after the record");
      }
    }
  }

  /**
   * Refuses what the parser would take for UTF-16 or UTF-32, which it tells from the first four
   * bytes: a record is UTF-8, in which none of these can begin one.
   */
  private static void checkIsUtf8(byte[] text) throws JsonParseException {
    for (int i = 0; i < Math.min(4, text.length); i++) {
      if (text[i] == 0 || text[i] == (byte) 0xFE || text[i] == (byte) 0xFF) {
        JsonLocation place = new JsonLocation(ContentReference.unknown(), i, i, 1, i + 1);
        throw new JsonParseException(null, "not the beginning of a record in UTF-8", place);
      }
    }
  }

  private void accept(JsonParser parser, JsonToken token, boolean isRootObject) throws IOException {
    switch (token) {
      case START_OBJECT -> builder.beginObject();
      case END_OBJECT -> builder.endObject();
      case START_ARRAY -> builder.beginArray();
      case END_ARRAY -> builder.endArray();
      case FIELD_NAME -> acceptName(parser, isRootObject);
      case VALUE_STRING ->
          builder.string(
              parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      case VALUE_NUMBER_INT -> acceptInt(parser);
      case VALUE_NUMBER_FLOAT -> builder.number(parser.getDoubleValue());
      case VALUE_TRUE -> builder.bool(true);
      case VALUE_FALSE -> builder.bool(false);
      case VALUE_NULL -> builder.nullValue();
      default -> throw new IllegalStateException("token " + token);
    }
  }

  private void acceptName(JsonParser parser, boolean isRootObject) throws IOException {
    StringValue name = JsonStrings.encode(parser.currentName());
    int key = dictionary.intern(name);
    if (key == KeyDictionary.NONE) {
      builder.inlineName(name.array(), 0, name.length());
      return;
    }
    builder.name(key);
    if (key == KeyDictionary.ID && isRootObject && builder.depth() == 1) {
      parser.nextToken();
      parser.skipChildren();
      builder.nullValue();
    }
  }

  private void acceptInt(JsonParser parser) throws IOException {
    switch (parser.getNumberType()) {
      case INT, LONG -> builder.integer(parser.getLongValue());
      default -> {
        BigInteger value = parser.getBigIntegerValue();
        if (value.signum() > 0 && value.compareTo(UNSIGNED_MAX) <= 0) {
          builder.unsigned(value.longValue());
        } else {
          builder.number(value.doubleValue());
        }
      }
    }
  }
}

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
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.WorkGuard;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns record texts and script values into stored records.
 *
 * <p>A text is read as strict JSON first, straight from its bytes, by a scanner of our own and,
 * where that gives up, by Jackson; only where that fails too it is read in the relaxed form.
 * Repeated members count once, at the first one's place with the last one's value. The result lies
 * in {@link #bytes()} up to {@link #length()} until the next call. For one thread; reusable.
 */
public final class RecordEncoder {

  private static final BigInteger UNSIGNED_MAX =
      BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  /**
   * The original stores this many levels, values inside the innermost container counting as one.
   */
  private static final int SCRIPT_LEVELS_MAX = 64;

  private final RecordLimits limits;
  private final RecordBuilder builder;
  private final ValueEncoder values;
  private final KeyDictionary dictionary;
  private final JsonScanner scanner;
  private final JsonFactory factory;
  private final @Nullable LiteralParser literals;

  /**
   * @param literals reads what is not JSON; null to accept JSON only
   */
  public RecordEncoder(
      KeyDictionary dictionary, RecordLimits limits, @Nullable LiteralParser literals) {
    this.limits = limits;
    this.literals = literals;
    this.builder = new RecordBuilder(dictionary, limits.nestingMax());
    this.values = new ValueEncoder(builder);
    this.dictionary = dictionary;
    this.scanner =
        new JsonScanner(builder, dictionary, limits.nestingMax(), limits.numberLengthMax());
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

  /** The array with the record encoded last. */
  public byte[] bytes() {
    return builder.bytes();
  }

  /** The size of the record encoded last. */
  public int length() {
    return builder.length();
  }

  /** Whether the record encoded last is an array. */
  public boolean isArray() {
    return RecordFormat.isArray(builder.bytes()[RecordFormat.HEADER_SIZE] & 0xFF);
  }

  /** The elements of the array encoded last, each as a record of its own. */
  public List<byte[]> elements() {
    return RecordElements.of(builder.bytes(), builder.length());
  }

  /**
   * Encodes the text of a record.
   *
   * @throws DatabaseException INVALID_RECORD with the position in the text, LIMIT_EXCEEDED
   */
  public void encode(byte[] text) {
    if (text.length > limits.sizeMaxBytes()) {
      throw new DatabaseException(
          ErrorCode.LIMIT_EXCEEDED,
          "record of " + text.length + " bytes (expected: at most " + limits.sizeMaxBytes() + ")");
    }
    if (scanner.read(text)) {
      return;
    }
    try {
      encodeWithJackson(text);
    } catch (StreamConstraintsException e) {
      throw new DatabaseException(ErrorCode.LIMIT_EXCEEDED, e.getOriginalMessage(), e);
    } catch (JsonProcessingException e) {
      if (literals == null) {
        throw invalid(text, e);
      }
      encode(literals.parse(text));
    } catch (IOException e) {
      throw new IllegalStateException("reading an array failed", e);
    }
  }

  /**
   * Encodes any value; an {@code __id} of its own is kept as a place only.
   *
   * @throws DatabaseException LIMIT_EXCEEDED
   */
  public void encode(Value value) {
    builder.reset();
    values.encode(value, Integer.MAX_VALUE, WorkGuard.NONE);
  }

  /** Encodes a value that a script stores; false if it has more levels than the original stores. */
  public boolean encodeScriptValue(Value value, WorkGuard guard) {
    builder.reset();
    return values.encode(value, SCRIPT_LEVELS_MAX, guard);
  }

  /** Starts a new record and answers what to tell of it; complete with its outermost value. */
  public RecordVisitor begin() {
    builder.reset();
    return new BuildingVisitor(builder);
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

  // --- strict JSON

  /** Reads strict JSON, and says what is wrong with a text that is not. */
  void encodeWithJackson(byte[] text) throws IOException {
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

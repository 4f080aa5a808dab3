package dev.sonatina.engine.record;

import dev.sonatina.engine.api.DatabaseException;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.RecordLimits;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.WorkGuard;
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

  /**
   * The original stores this many levels, values inside the innermost container counting as one.
   */
  private static final int SCRIPT_LEVELS_MAX = 64;

  private final RecordLimits limits;
  private final RecordBuilder builder;
  private final ValueEncoder values;
  private final KeyDictionary dictionary;
  private final JsonScanner scanner;
  private final @Nullable LiteralParser literals;

  /** Null until a text comes that the scanner gives up on: most never meet one. */
  private @Nullable StrictJsonReader strictReader;

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

  /**
   * The elements of the array encoded last, each as a record of its own.
   *
   * @throws DatabaseException LIMIT_EXCEEDED if there are more than {@code countMax}
   */
  public List<byte[]> elements(int countMax) {
    return RecordElements.of(builder.bytes(), builder.length(), countMax);
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
      encodeStrictly(text);
    } catch (DatabaseException e) {
      if (literals == null || e.code() != ErrorCode.INVALID_RECORD) {
        throw e;
      }
      encode(literals.parse(text));
    }
  }

  /** As {@link #encode(byte[])}, without the scanner and the relaxed form. */
  void encodeStrictly(byte[] text) {
    if (strictReader == null) {
      strictReader = new StrictJsonReader(builder, dictionary, limits);
    }
    strictReader.read(text);
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
}

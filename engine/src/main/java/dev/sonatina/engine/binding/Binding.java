package dev.sonatina.engine.binding;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.SonatinaException;
import java.io.IOException;

/**
 * Turns values of one class into records, and records into values. Immutable.
 *
 * <pre>{@code
 * Binding<Call> calls = Binding.of(Call.class);
 * remote.findAsync(7).thenApply(found -> found.map(calls::read));
 * JsonNode histogram = Binding.trees().read(result.json("histogram"));
 * }</pre>
 *
 * <p>Values keep what the text of the record says, 64-bit integers and doubles to the last digit. A
 * class that has no member {@code __id} does not get to see it.
 */
public final class Binding<T> {

  private static final String ID = "__id";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addHandler(
              new DeserializationProblemHandler() {
                @Override
                public boolean handleUnknownProperty(
                    DeserializationContext context,
                    JsonParser parser,
                    JsonDeserializer<?> deserializer,
                    Object target,
                    String name)
                    throws IOException {
                  if (!name.equals(ID)) {
                    return false;
                  }
                  parser.skipChildren();
                  return true;
                }
              })
          .build();

  private final ObjectReader reader;
  private final ObjectWriter writer;
  private final String typeName;

  private Binding(ObjectMapper mapper, Class<T> type) {
    reader = mapper.readerFor(type);
    writer = mapper.writer();
    typeName = type.getSimpleName();
  }

  /** Records as trees. */
  public static Binding<JsonNode> trees() {
    return of(JsonNode.class);
  }

  /** Records as values of a class that Jackson can read and write, for instance a record. */
  public static <T> Binding<T> of(Class<T> type) {
    return new Binding<>(MAPPER, type);
  }

  /** Records as values of a class, by a mapper of one's own, which also has to deal with ids. */
  public static <T> Binding<T> of(Class<T> type, ObjectMapper mapper) {
    return new Binding<>(mapper, type);
  }

  /**
   * The text of a value, in UTF-8.
   *
   * @throws SonatinaException {@link ErrorCode#INVALID_RECORD} if Jackson cannot write it
   */
  public byte[] write(T value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new SonatinaException(
          ErrorCode.INVALID_RECORD,
          "a value of " + typeName + " has no form in JSON: " + e.getOriginalMessage(),
          e);
    }
  }

  /**
   * The value of a record.
   *
   * @throws SonatinaException {@link ErrorCode#INVALID_ARGUMENT} if the record does not fit the
   *     class
   */
  public T read(Record record) {
    try {
      return reader.readValue(record.jsonBytes());
    } catch (IOException e) {
      throw mismatch("record " + record.id(), e);
    }
  }

  /**
   * The value of a text, for instance of a script's variable.
   *
   * @throws SonatinaException {@link ErrorCode#INVALID_ARGUMENT} if it does not fit the class
   */
  public T read(String json) {
    try {
      return reader.readValue(json);
    } catch (JsonProcessingException e) {
      throw mismatch("the text", e);
    }
  }

  private SonatinaException mismatch(String what, IOException failure) {
    String reason =
        failure instanceof JsonProcessingException e
            ? e.getOriginalMessage()
            : String.valueOf(failure.getMessage());
    return new SonatinaException(
        ErrorCode.INVALID_ARGUMENT, what + " is no " + typeName + ": " + reason, failure);
  }
}

package dev.sonatina.engine.query;

import dev.sonatina.engine.api.ScriptVariable;
import dev.sonatina.engine.record.JsonWriter;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.ValueType;
import dev.sonatina.jx9.value.WorkGuard;
import java.io.ByteArrayOutputStream;

/** Both forms in which the host gets a variable. */
final class VariableForms {

  private VariableForms() {}

  static ScriptVariable of(Value value, JsonWriter writer, WorkGuard guard) {
    return new ScriptVariable(text(value, guard), json(value, writer, guard));
  }

  /** What the script printed, as a variable; unlike other strings it stands without quotes. */
  static ScriptVariable ofOutput(byte[] output, JsonWriter writer) {
    return new ScriptVariable(output, json(StringValue.of(output), writer, WorkGuard.NONE));
  }

  /** Sonata's text: strings between quotes as they are, everything else as printing gives it. */
  private static byte[] text(Value value, WorkGuard guard) {
    StringValue printed = value.toStringValue(guard);
    return value.type() == ValueType.STRING ? quoted(printed) : printed.bytes();
  }

  private static byte[] quoted(StringValue text) {
    ByteArrayOutputStream quoted = new ByteArrayOutputStream(text.length() + 2);
    quoted.write('"');
    quoted.write(text.array(), 0, text.length());
    quoted.write('"');
    return quoted.toByteArray();
  }

  static byte[] json(Value value, JsonWriter writer, WorkGuard guard) {
    writer.reset();
    writer.write(value, guard);
    return writer.toBytes();
  }
}

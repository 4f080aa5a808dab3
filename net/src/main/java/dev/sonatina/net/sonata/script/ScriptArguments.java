package dev.sonatina.net.sonata.script;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.ResourceValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.net.sonata.backend.BackendFault;

/** Reads the arguments of one call of a {@code sonata_*} function. */
final class ScriptArguments {

  /** A database as scripts describe it. */
  record DatabaseHandle(String address, int provider, String name) {}

  /** A collection as scripts describe it. */
  record CollectionHandle(DatabaseHandle database, String name) {}

  private final CallContext context;
  private final Value[] values;

  ScriptArguments(CallContext context, Value[] values) {
    this.context = context;
    this.values = values;
  }

  int count() {
    return values.length;
  }

  Value value(int index) {
    return values[index];
  }

  String text(int index) {
    return values[index].toStringValue().toString();
  }

  /** The argument as text, empty when it was not given. */
  String optionalText(int index) {
    return index < values.length ? text(index) : "";
  }

  int provider(int index) {
    return (int) values[index].toInt() & 0xffff;
  }

  long id(int index) {
    if (values[index] instanceof IntValue id) {
      return id.value();
    }
    throw new BackendFault("Invalid argument type, expected integer");
  }

  String collectionName(int index) {
    String name = text(index);
    if (name.isEmpty()) {
      throw new BackendFault("Invalid collection name argument");
    }
    return name;
  }

  /** The text of a record; a map becomes JSON. */
  byte[] record(int index) {
    Value value = values[index];
    boolean isEmpty = !value.toBool();
    if (isEmpty || value instanceof ResourceValue || context.isCallable(value)) {
      throw new BackendFault("Unsupported record type");
    }
    return value.toStringValue().bytes();
  }

  /** Source code: a text, or the declaration or body of a function of the running script. */
  String code(int index, boolean wholeDeclaration) {
    Value value = values[index];
    if (context.isCallable(value)) {
      String script = context.scriptText().toString();
      return wholeDeclaration
          ? FunctionSource.declaration(script, text(index))
          : FunctionSource.body(script, text(index));
    }
    if (value instanceof StringValue) {
      return text(index);
    }
    throw new BackendFault("Invalid 2nd argument type (expected function or string)");
  }

  DatabaseHandle database(int index) {
    return database(values[index]);
  }

  CollectionHandle collection(int index) {
    Value handle = values[index];
    String name = member(handle, "collection_name", "collection").toStringValue().toString();
    return new CollectionHandle(database(member(handle, "database", "collection")), name);
  }

  private static DatabaseHandle database(Value handle) {
    return new DatabaseHandle(
        member(handle, "address", "database").toStringValue().toString(),
        (int) member(handle, "provider_id", "database").toInt() & 0xffff,
        member(handle, "database_name", "database").toStringValue().toString());
  }

  private static Value member(Value handle, String name, String what) {
    Value member = handle instanceof MapValue map ? map.get(StringValue.of(name)) : null;
    if (member == null) {
      throw new BackendFault("Could not find \"" + name + "\" entry in " + what + " information");
    }
    return member;
  }
}

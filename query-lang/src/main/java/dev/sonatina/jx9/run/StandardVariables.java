package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.util.List;
import java.util.function.BiConsumer;

/** The superglobals that every script has. They are made only for a script that mentions them. */
final class StandardVariables {
  private static final List<StringValue> EMPTY_MAPS =
      List.of(
          StringValue.of("argv"),
          StringValue.of("_GET"),
          StringValue.of("_POST"),
          StringValue.of("_FILES"),
          StringValue.of("_REQUEST"),
          StringValue.of("_COOKIE"),
          StringValue.of("_ENV"),
          StringValue.of("_HEADER"));

  private static final StringValue SERVER = StringValue.of("_SERVER");

  private StandardVariables() {}

  static void forEach(Program program, BiConsumer<StringValue, Value> action) {
    for (StringValue name : EMPTY_MAPS) {
      if (isMentioned(program, name)) {
        action.accept(name, MapValue.array());
      }
    }
    if (isMentioned(program, SERVER)) {
      MapValue server = MapValue.array();
      server.put(StringValue.of("SCRIPT_FILENAME"), StringValue.of(":Memory:"));
      action.accept(SERVER, server);
    }
  }

  private static boolean isMentioned(Program program, StringValue name) {
    for (FunctionCode function : program.functions()) {
      if (function.layout().slotOf(name) >= 0) {
        return true;
      }
    }
    return false;
  }
}

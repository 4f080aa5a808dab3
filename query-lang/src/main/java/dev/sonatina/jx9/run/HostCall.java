package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.Value;
import org.jspecify.annotations.Nullable;

/** A function that the host calls after the script has run. Belongs to the thread of its run. */
public final class HostCall {
  private final Execution run;
  private final Callee callee;
  private final @Nullable FunctionCode code;
  private boolean exited;

  HostCall(Execution run, Callee callee) {
    this.run = run;
    this.callee = callee;
    FunctionCode single = callee.single;
    this.code =
        single != null && single.bindsDirectly() && single.parameters().length > 0 ? single : null;
  }

  /** Calls the function; {@code exit} ends only this call, with null as its value. */
  public Value call(Value... arguments) {
    run.startHostCall();
    exited = false;
    try {
      return run.main.result(run.call(run.main, callee, arguments));
    } catch (Exit e) {
      exited = true;
      return NullValue.NULL;
    }
  }

  /** As {@link #call} with one argument and the result as a bool. */
  public boolean test(MapValue record) {
    run.startHostCall();
    exited = false;
    try {
      Frame main = run.main;
      int kind;
      if (code == null) {
        kind = run.call(main, callee, new Value[] {record});
      } else {
        Frame called = run.acquire(code);
        Conversion conversion = called.bindsDirectly ? code.parameters()[0].conversion() : null;
        called.incoming[0].set(conversion == null ? record : conversion.apply(record, run.meter));
        kind = run.invoke(main, called, 1);
      }
      return switch (kind) {
        case Kind.INT -> main.intResult != 0;
        case Kind.FLOAT -> main.floatResult != 0;
        default -> main.value.toBool();
      };
    } catch (Exit e) {
      exited = true;
      return false;
    }
  }

  /** Whether {@code exit} ended the last call. */
  public boolean exited() {
    return exited;
  }
}

package dev.sonatina.jx9.builtin;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Library;
import dev.sonatina.jx9.function.Meter;
import dev.sonatina.jx9.function.NativeFunction;
import dev.sonatina.jx9.function.Severity;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A run without a script: builtins are called by name, callbacks are Java functions. */
final class FakeContext implements CallContext {
  /** Thrown when the steps or the memory are used up. */
  static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoppedException(String what) {
      super(what);
    }
  }

  final StringBuilder output = new StringBuilder();
  final List<String> reports = new ArrayList<>();
  final Map<String, Function<Value[], Value>> callbacks = new HashMap<>();
  long stepsLeft = Long.MAX_VALUE;
  long bytesMax = Long.MAX_VALUE;
  long checkpointsLeft = Long.MAX_VALUE;
  private long bytesTaken;

  private final Map<String, NativeFunction> functions = new HashMap<>();
  private final Map<Class<?>, Object> locals = new HashMap<>();
  private final Random random = new Random(7);
  private String name = "";

  private final Meter meter =
      new Meter() {
        @Override
        public void checkpoint() {
          if (--checkpointsLeft < 0) {
            throw new StoppedException("time");
          }
        }

        @Override
        public boolean isOver() {
          return checkpointsLeft <= 0;
        }

        @Override
        public void step(long count) {
          stepsLeft -= count;
          if (stepsLeft < 0) {
            throw new StoppedException("steps");
          }
        }

        @Override
        public void allocate(long bytes) {
          bytesTaken += bytes;
          if (bytesTaken > bytesMax || bytes > StringValue.LENGTH_MAX) {
            throw new StoppedException("memory");
          }
        }
      };

  FakeContext() {
    StandardLibraryOptions all =
        StandardLibraryOptions.defaults().withMathFunctions(true).withHashFunctions(true);
    for (Library library : StandardLibrary.create(all)) {
      functions.putAll(library.functions());
    }
  }

  /** Calls a builtin with Java values: null, Boolean, Integer, Long, Double, String or Value. */
  Value invoke(String function, @Nullable Object... arguments) {
    Value[] values = new Value[arguments.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(arguments[i]);
    }
    name = function;
    bytesTaken = 0;
    NativeFunction found = functions.get(function);
    if (found == null) {
      throw new IllegalArgumentException(function);
    }
    return found.call(this, values);
  }

  /** As {@link #invoke}, the result as text. */
  String text(String function, @Nullable Object... arguments) {
    return invoke(function, arguments).toStringValue().toString();
  }

  static Value value(@Nullable Object object) {
    if (object == null) {
      return NullValue.NULL;
    }
    if (object instanceof Value value) {
      return value;
    }
    if (object instanceof Boolean truth) {
      return BoolValue.of(truth);
    }
    if (object instanceof Double number) {
      return dev.sonatina.jx9.value.FloatValue.of(number);
    }
    if (object instanceof Number number) {
      return IntValue.of(number.longValue());
    }
    return StringValue.of(object.toString());
  }

  @Override
  public void print(StringValue text) {
    output.append(text);
  }

  @Override
  public void report(Severity severity, String message) {
    reports.add(severity.label() + ": " + message);
  }

  @Override
  public String functionName() {
    return name;
  }

  @Override
  public boolean isCallable(Value function) {
    return function instanceof StringValue text
        && (callbacks.containsKey(text.toString()) || functions.containsKey(text.toString()));
  }

  @Override
  public Value call(Value function, Value... arguments) {
    Function<Value[], Value> callback = callbacks.get(function.toString());
    return callback == null ? NullValue.NULL : callback.apply(arguments);
  }

  @Override
  public Value include(String name, byte[] source) {
    throw new IllegalStateException("no scripts here");
  }

  @Override
  public boolean callbackExited() {
    return false;
  }

  @Override
  public RuntimeException exit(Value status) {
    throw new StoppedException("exit");
  }

  @Override
  public boolean enterFrame() {
    return true;
  }

  @Override
  public void leaveFrame() {}

  @Override
  public Meter meter() {
    return meter;
  }

  @Override
  public Clock clock() {
    return Clock.fixed(Instant.ofEpochSecond(1_600_000_000), ZoneOffset.UTC);
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public <T> @Nullable T attachment(Class<T> type) {
    return null;
  }

  @Override
  public <T> T local(Class<T> key, Supplier<T> initial) {
    return key.cast(locals.computeIfAbsent(key, k -> initial.get()));
  }

  @Override
  public Value @Nullable [] callerArguments() {
    return null;
  }

  @Override
  public void setVariable(StringValue variable, Value value) {
    output.append('$').append(variable).append('=').append(value).append(' ');
  }

  @Override
  public boolean hasVariable(StringValue variable) {
    return variable.toString().equals("known");
  }

  @Override
  public boolean isConstant(StringValue constant) {
    return constant.toString().equals("PI");
  }

  @Override
  public Collection<StringValue> functionNames() {
    return List.of();
  }

  @Override
  public Collection<StringValue> constantNames() {
    return List.of();
  }

  @Override
  public StringValue scriptText() {
    return StringValue.EMPTY;
  }
}

package dev.sonatina.jx9.run;

import dev.sonatina.jx9.function.CallContext;
import dev.sonatina.jx9.function.Meter;
import dev.sonatina.jx9.function.NativeFunction;
import dev.sonatina.jx9.function.Severity;
import dev.sonatina.jx9.function.ValueHolder;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a native function sees of the run that calls it. */
final class NativeContext implements CallContext {
  /** Functions ask for texts longer than this themselves. */
  private static final int SHORT_TEXT_MAX = 2048;

  /** Functions ask for the entries of larger maps, and of maps nested deeper, themselves. */
  private static final int ENTRIES_MAX = 64;

  private static final int NESTING_MAX = 4;

  private final Execution run;
  private final Map<Class<?>, Object> locals = new HashMap<>();
  private final List<Value> held = new ArrayList<>();
  private StringValue name = StringValue.EMPTY;

  NativeContext(Execution run) {
    this.run = run;
  }

  /** Calls a native function. */
  Value call(StringValue function, NativeFunction code, Value[] arguments) {
    StringValue outer = name;
    int heldBefore = held.size();
    name = function;
    long allocatedBefore = run.meter.allocated();
    Value result = code.call(this, arguments);
    name = outer;
    release(heldBefore);
    askForRest(result, run.meter.allocated() - allocatedBefore);
    return result;
  }

  /**
   * A short text or a small map is not worth a question of its own to most functions; here it is
   * asked for.
   */
  private void askForRest(Value result, long asked) {
    long size = 0;
    if (result instanceof MapValue map) {
      size = sizeOfNew(map, NESTING_MAX);
    } else if (result instanceof StringValue text && text.length() <= SHORT_TEXT_MAX) {
      size = MemoryAudit.sizeOf(text);
    }
    if (size > asked) {
      run.meter.allocate(size - asked);
    }
  }

  /** What a map and the maps in it take, nothing for those that were accounted for before. */
  private static long sizeOfNew(MapValue map, int nesting) {
    if (map.source() != null || !map.markAccounted()) {
      return 0;
    }
    long size = MemoryAudit.MAP_BYTES + (long) MemoryAudit.ENTRY_BYTES * map.size();
    int entries = 0;
    for (int at = map.firstPosition();
        at != MapValue.NONE && entries < ENTRIES_MAX;
        at = map.positionAfter(at)) {
      entries++;
      StringValue key = map.nameAt(at);
      Value value = map.valueAt(at);
      size += key == null ? 0 : MemoryAudit.sizeOf(key);
      if (!(value instanceof MapValue inner)) {
        size += MemoryAudit.sizeOf(value);
      } else if (nesting > 0) {
        size += sizeOfNew(inner, nesting - 1);
      }
    }
    return size;
  }

  /** Forgets what ended calls held. */
  void release(int count) {
    if (held.size() > count) {
      held.subList(count, held.size()).clear();
    }
  }

  /** What running native functions hold. */
  List<Value> held() {
    return held;
  }

  /** Visits what running native functions hold, and what native functions keep between calls. */
  void visitHeld(Consumer<? super Value> visitor) {
    held.forEach(visitor);
    holders().forEach(holder -> holder.visitHeld(visitor));
  }

  /** What native functions keep between calls besides values, in bytes. */
  long heldBytes() {
    return holders().mapToLong(ValueHolder::heldBytes).sum();
  }

  private Stream<ValueHolder> holders() {
    return Stream.concat(locals.values().stream(), run.settings.attachments().values().stream())
        .filter(ValueHolder.class::isInstance)
        .map(ValueHolder.class::cast);
  }

  @Override
  public <T extends Value> T hold(T value) {
    held.add(value);
    return value;
  }

  @Override
  public <T> T local(Class<T> key, Supplier<T> initial) {
    return key.cast(locals.computeIfAbsent(key, unused -> initial.get()));
  }

  @Override
  public void print(StringValue text) {
    run.print(text);
  }

  @Override
  public void report(Severity severity, String message) {
    run.report(severity, message);
  }

  @Override
  public String functionName() {
    return name.toString();
  }

  @Override
  public boolean isCallable(Value function) {
    return run.isCallable(function);
  }

  @Override
  public Value call(Value function, Value... arguments) {
    return run.callBack(function, arguments);
  }

  @Override
  public Value include(String name, byte[] source) {
    return run.include(name, source);
  }

  @Override
  public boolean callbackExited() {
    return run.callbackExited();
  }

  @Override
  public RuntimeException exit(Value status) {
    return run.exit(status);
  }

  @Override
  public boolean enterFrame() {
    return run.enterNativeFrame(functionName());
  }

  @Override
  public void leaveFrame() {
    run.leaveNativeFrame();
  }

  @Override
  public Meter meter() {
    return run.meter;
  }

  @Override
  public Clock clock() {
    return run.settings.clock();
  }

  @Override
  public RandomGenerator random() {
    return run.settings.random();
  }

  @Override
  public <T> @Nullable T attachment(Class<T> type) {
    return type.cast(run.settings.attachments().get(type));
  }

  @Override
  public Value @Nullable [] callerArguments() {
    Frame frame = run.current().scope();
    return frame == run.main ? null : frame.arguments();
  }

  @Override
  public void setVariable(StringValue variable, Value value) {
    Variable shared = run.superglobals().get(variable);
    (shared != null ? shared : run.current().scope().variable(variable)).set(value);
  }

  @Override
  public boolean hasVariable(StringValue variable) {
    return run.superglobals().containsKey(variable) || run.current().scope().find(variable) != null;
  }

  @Override
  public boolean isConstant(StringValue constant) {
    return run.program().constants().containsKey(constant)
        || run.environment.constant(constant) != null;
  }

  @Override
  public Collection<StringValue> functionNames() {
    List<StringValue> names = new ArrayList<>(run.program().groups().keySet());
    names.addAll(run.environment.functionNames());
    return names;
  }

  @Override
  public Collection<StringValue> constantNames() {
    Set<StringValue> names = new LinkedHashSet<>(run.program().constants().keySet());
    names.addAll(run.environment.constantNames());
    return names;
  }

  @Override
  public StringValue scriptText() {
    return run.program().text();
  }
}

package dev.sonatina.jx9.run;

import dev.sonatina.jx9.diagnostic.LimitExceededException;
import dev.sonatina.jx9.diagnostic.SourcePosition;
import dev.sonatina.jx9.function.NativeFunction;
import dev.sonatina.jx9.function.Severity;
import dev.sonatina.jx9.value.BoolValue;
import dev.sonatina.jx9.value.IntValue;
import dev.sonatina.jx9.value.NullValue;
import dev.sonatina.jx9.value.StringValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.WorkGuard;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One run of a program: its variables, its output, and what it has used of its limits.
 *
 * <p>Not thread-safe. After {@link #execute} the functions of the script can still be called, with
 * {@link #call}.
 */
public final class Execution {

  /** Made when there is something to log: setting up logging takes longer than many a script. */
  private static final class Logging {
    static final System.Logger LOG = System.getLogger(Execution.class.getName());
  }

  /**
   * How deep all active calls together may go into the thread's stack, in nodes of the tree. A node
   * takes some 100 to 200 bytes of stack, and the smallest stack a thread usually has is 512 KiB.
   */
  private static final int STACK_BUDGET = 2_400;

  /** What the use of a constant counts for, however small its expression. */
  private static final int CONSTANT_LEVELS = 40;

  /** What an inclusion counts for besides its tree: it is read and parsed on the same stack. */
  private static final int INCLUDE_LEVELS = 100;

  /** The name of an unknown function is logged if it is shorter. */
  private static final int NAME_LENGTH_LOGGED = 256;

  final Environment environment;
  final RunSettings settings;
  final RunMeter meter;
  final Frame main;

  /** What the names that calls mention stand for, by number. */
  Callee[] callees;

  private final Map<StringValue, Callee> calleesByName = new HashMap<>();
  private Program program;
  private FunctionState[] functions;
  private @Nullable Variable[] statics;
  private @Nullable ForeachState[] loops;
  private @Nullable Inclusion inclusion;
  private final Map<StringValue, Variable> superglobals = new HashMap<>();
  private final NativeContext context = new NativeContext(this);

  private Frame current;
  private int depth;
  private int stackUsed;
  private long outputBytes;
  private int exitStatus;
  private boolean exited;
  private boolean callbackExited;

  /** A run that has not begun. */
  public Execution(Program program, Environment environment, RunSettings settings) {
    this.program = program;
    this.environment = environment;
    this.settings = settings;
    this.meter =
        new RunMeter(
            settings.limits(),
            settings.cancellation(),
            this::liveBytes,
            this::position,
            System::nanoTime);
    this.statics = new Variable[program.staticCount()];
    this.loops = new ForeachState[program.foreachCount()];
    StandardVariables.forEach(program, (name, value) -> superglobal(name).set(value));
    settings.superglobals().forEach((name, value) -> superglobal(name).set(value));
    this.functions = new FunctionState[program.functions().size()];
    for (int i = 0; i < functions.length; i++) {
      functions[i] = new FunctionState(program.functions().get(i), superglobals);
    }
    this.callees = callees();
    this.main = acquire(program.main());
    this.current = main;
  }

  private Callee[] callees() {
    Callee[] all = new Callee[program.callees().size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = callee(program.callees().get(i));
    }
    return all;
  }

  /** Goes on with a program that begins as the one so far. */
  void extend(Program extended) {
    program = extended;
    StandardVariables.forEach(
        program,
        (name, value) -> {
          if (!superglobals.containsKey(name)) {
            superglobal(name).set(value);
          }
        });
    int known = functions.length;
    functions = Arrays.copyOf(functions, program.functions().size());
    for (int i = known; i < functions.length; i++) {
      functions[i] = new FunctionState(program.functions().get(i), superglobals);
    }
    statics = Arrays.copyOf(statics, program.staticCount());
    loops = Arrays.copyOf(loops, program.foreachCount());
    calleesByName.clear();
    callees = callees();
  }

  Program program() {
    return program;
  }

  private Variable superglobal(StringValue name) {
    return superglobals.computeIfAbsent(name, key -> new Variable());
  }

  // --- the run as a whole

  /** Runs the top level. Returns its result, null if it returned none. */
  public Value execute() {
    meter.start();
    try {
      stackUsed = program.main().treeDepth();
      return program.main().body().run(main) == Completion.RETURN
          ? main.result(main.returnKind)
          : NullValue.NULL;
    } catch (Exit e) {
      exited = true;
      return NullValue.NULL;
    }
  }

  /** Whether {@code exit} or {@code die} ended the script. */
  public boolean exited() {
    return exited;
  }

  /** What {@code exit} was given as status, 0 if nothing. */
  public int exitStatus() {
    return exitStatus;
  }

  /** A superglobal or a variable of the top level; null if there is none. */
  public Value variable(StringValue name) {
    Variable shared = superglobals.get(name);
    if (shared != null) {
      return shared.get();
    }
    Variable found = main.find(name);
    return found == null ? NullValue.NULL : found.get();
  }

  /** Where the run is. */
  public @Nullable SourcePosition position() {
    for (Frame frame = current; frame != null; frame = frame.caller) {
      if (frame.statement != null) {
        return frame.statement.position();
      }
    }
    return null;
  }

  // --- output and messages

  void print(StringValue text) {
    int length = text.length();
    if (length == 0) {
      return;
    }
    outputBytes += length;
    long max = settings.limits().outputBytesMax();
    if (max > 0 && outputBytes > max) {
      throw new LimitExceededException("output", max + " bytes", position());
    }
    meter.step(1 + (length >> 6));
    settings.output().write(text.array(), 0, length);
  }

  void report(Severity severity, String message) {
    Logging.LOG.log(System.Logger.Level.DEBUG, message);
    if (settings.reportsErrors()) {
      print(StringValue.of(severity.label() + ": " + message + "\n"));
    }
  }

  /** The name is whatever the script calls, and may be of any length. */
  private void reportUndefined(StringValue name) {
    if (name.length() < NAME_LENGTH_LOGGED || settings.reportsErrors()) {
      meter.step(1 + (name.length() >> 5));
      meter.allocate(4L * name.length());
      report(Severity.WARNING, "Call to undefined function '" + name + "', JX9 is returning NULL.");
    }
  }

  private void reportTooManyCalls(String function) {
    report(
        Severity.ERROR,
        "Recursion limit reached while invoking user function '"
            + function
            + "', JX9 will set a NULL return value");
  }

  // --- functions

  /** What a name stands for when it is called. */
  Callee callee(StringValue name) {
    Callee known = calleesByName.get(name);
    if (known != null) {
      return known;
    }
    FunctionGroup group = program.groups().get(name);
    Callee callee = new Callee(name, group, group == null ? environment.function(name) : null);
    if (callee.exists()) {
      calleesByName.put(name, callee);
    }
    return callee;
  }

  NativeContext context() {
    return context;
  }

  Frame current() {
    return current;
  }

  boolean isCallable(Value function) {
    return function instanceof StringValue name && callee(name).exists();
  }

  /** A frame for a call of a function; {@link #invoke} gives it back. */
  Frame acquire(FunctionCode code) {
    return functions[code.index()].acquire(this);
  }

  /**
   * Calls a function with the arguments that were put into {@link Frame#incoming} of {@code
   * called}, and leaves the result in the registers of the caller. Answers in which.
   */
  int invoke(Frame caller, Frame called, int passed) {
    FunctionCode code = called.code;
    if (depth >= settings.limits().callDepthMax()) {
      reportTooManyCalls(code.name().toString());
      release(called);
      caller.value = NullValue.NULL;
      return Kind.VALUE;
    }
    called.entryMark = meter.allocated();
    meter.step(1);
    depth++;
    stackUsed += code.treeDepth();
    if (stackUsed > STACK_BUDGET) {
      throw tooDeep();
    }
    called.caller = caller;
    called.setArgumentCount(passed);
    current = called;
    if (!called.bindsDirectly) {
      bind(called, code, passed);
    }
    int kind = Kind.VALUE;
    if (code.body().run(called) == Completion.RETURN) {
      kind = called.returnKind;
      caller.intResult = called.intResult;
      caller.floatResult = called.floatResult;
      caller.value = called.value;
    } else {
      caller.value = NullValue.NULL;
    }
    current = caller;
    stackUsed -= code.treeDepth();
    depth--;
    // What the callee allocated is not in use in the caller, but for the result.
    caller.statementMark +=
        meter.allocated()
            - called.entryMark
            - (kind == Kind.VALUE ? MemoryAudit.sizeOf(caller.value) : 0);
    release(called);
    return kind;
  }

  private LimitExceededException tooDeep() {
    return new LimitExceededException(
        "stack", STACK_BUDGET + " nested expressions in all active calls", position());
  }

  /**
   * Runs another script as if it stood where the innermost frame is. Its value is that of its
   * {@code return}, true without one.
   */
  Value include(String name, byte[] source) {
    ProgramExtender extender = environment.extender();
    if (extender == null) {
      throw new IllegalStateException("scripts cannot include others here");
    }
    if (inclusion == null) {
      inclusion = new Inclusion(this, extender);
    }
    FunctionCode code = inclusion.codeOf(name, source);
    Frame outer = current;
    Frame frame = acquire(code);
    frame.includer = outer;
    frame.caller = outer;
    frame.entryMark = meter.allocated();
    Inclusion.link(frame, outer.scope(), superglobals);
    int levels = code.treeDepth() + INCLUDE_LEVELS;
    stackUsed += levels;
    if (stackUsed > STACK_BUDGET) {
      throw tooDeep();
    }
    current = frame;
    Value result =
        code.body().run(frame) == Completion.RETURN
            ? frame.result(frame.returnKind)
            : BoolValue.TRUE;
    current = outer;
    stackUsed -= levels;
    release(frame);
    return result;
  }

  private void bind(Frame frame, FunctionCode code, int passed) {
    for (StaticCode staticCode : code.statics()) {
      frame.link(staticCode.slot(), staticVariable(frame, staticCode));
    }
    ParameterCode[] parameters = code.parameters();
    for (int i = 0; i < parameters.length; i++) {
      ParameterCode parameter = parameters[i];
      Variable target = frame.variables[parameter.slot()];
      boolean isPassed = i < passed;
      if (!isPassed && parameter.defaultValue() == null) {
        continue;
      }
      Value value = isPassed ? frame.incoming[i].get() : NullValue.NULL;
      if (value.isNull() && parameter.defaultValue() != null) {
        value = parameter.defaultValue().eval(frame);
      }
      target.set(
          parameter.conversion() == null ? value : parameter.conversion().apply(value, meter));
    }
  }

  private Variable staticVariable(Frame frame, StaticCode code) {
    Variable known = statics[code.index()];
    if (known != null) {
      return known;
    }
    Variable created = new Variable();
    statics[code.index()] = created;
    created.create();
    if (code.initial() != null) {
      created.set(evalContained(code.initial(), frame));
    }
    return created;
  }

  /**
   * The value of an expression that {@code exit} does not leave: it only ends the expression, whose
   * value is then null.
   */
  Value evalContained(Node node, Frame frame) {
    int depthBefore = depth;
    int stackBefore = stackUsed;
    try {
      return node.eval(frame);
    } catch (Exit e) {
      depth = depthBefore;
      stackUsed = stackBefore;
      current = frame;
      return NullValue.NULL;
    }
  }

  private void release(Frame frame) {
    functions[frame.code.index()].release(frame);
  }

  /**
   * Calls whatever a name stands for with boxed arguments, and leaves the result in the registers
   * of the caller.
   */
  int call(Frame caller, Callee callee, Value[] arguments) {
    FunctionGroup group = callee.group;
    if (group != null) {
      FunctionCode code = callee.single != null ? callee.single : group.select(arguments);
      Frame frame = acquire(code);
      int declared = code.parameters().length;
      for (int i = 0; i < arguments.length; i++) {
        Value value = arguments[i];
        if (i < declared) {
          Conversion conversion = frame.bindsDirectly ? code.parameters()[i].conversion() : null;
          frame.incoming[i].set(conversion == null ? value : conversion.apply(value, meter));
        } else {
          frame.extraArgument().set(value);
        }
      }
      return invoke(caller, frame, arguments.length);
    }
    NativeFunction nativeFunction = callee.nativeFunction;
    if (nativeFunction == null) {
      reportUndefined(callee.name);
      caller.value = NullValue.NULL;
      return Kind.VALUE;
    }
    return caller.accept(callNative(callee.name, nativeFunction, arguments));
  }

  Value callNative(StringValue name, NativeFunction function, Value[] arguments) {
    meter.step(1);
    return context.call(name, function, arguments);
  }

  /** Calls a function value that is not known before; null, with a message, if it is none. */
  int call(Frame caller, Value function, Value[] arguments) {
    if (function instanceof StringValue name) {
      return call(caller, callee(name), arguments);
    }
    report(Severity.WARNING, "Invalid function name, JX9 is returning NULL.");
    caller.value = NullValue.NULL;
    return Kind.VALUE;
  }

  /**
   * Calls a function on behalf of native code or of the host. {@code exit} ends only this call, see
   * {@link #callbackExited}.
   */
  Value callBack(Value function, Value[] arguments) {
    Frame caller = current;
    int depthBefore = depth;
    int stackBefore = stackUsed;
    int heldBefore = context.held().size();
    try {
      Value result = caller.result(call(caller, function, arguments));
      callbackExited = false;
      return result;
    } catch (Exit e) {
      depth = depthBefore;
      stackUsed = stackBefore;
      current = caller;
      context.release(heldBefore);
      callbackExited = true;
      return NullValue.NULL;
    }
  }

  /** A function for the host to call, null if the value names none. */
  public @Nullable HostCall hostCall(Value function) {
    return isCallable(function) ? new HostCall(this, callee((StringValue) function)) : null;
  }

  /** Stops the clock of the time limit until {@link #resume}. */
  public void pause() {
    meter.pause();
  }

  /** Lets the clock go on after {@link #pause}. */
  public void resume() {
    meter.resume();
  }

  /** Begins a call by the host, whatever became of the one before. */
  void startHostCall() {
    current = main;
    depth = 0;
    stackUsed = 0;
    main.statementMark = meter.allocated();
  }

  /** Whether the last {@link #callBack} was ended by {@code exit}. */
  boolean callbackExited() {
    return callbackExited;
  }

  boolean enterNativeFrame(String name) {
    if (depth >= settings.limits().callDepthMax()) {
      reportTooManyCalls(name);
      return false;
    }
    depth++;
    return true;
  }

  void leaveNativeFrame() {
    depth--;
  }

  /** Ends the script or the callback: a string is printed, an int becomes the exit status. */
  Exit exit(Value status) {
    if (status instanceof StringValue text) {
      print(text);
    } else if (status instanceof IntValue number) {
      exitStatus = (int) number.value();
    }
    throw new Exit();
  }

  // --- state of single constructs

  /** The value of a constant of the script, computed in a frame that uses it. */
  Value constant(StringValue name, Frame frame) {
    Node expression = program.constants().get(name);
    if (expression == null) {
      throw new IllegalStateException("no constant: " + name);
    }
    meter.step(1);
    stackUsed += CONSTANT_LEVELS;
    if (stackUsed > STACK_BUDGET) {
      throw tooDeep();
    }
    Value value = evalContained(expression, frame);
    stackUsed -= CONSTANT_LEVELS;
    return value;
  }

  ForeachState loop(int index) {
    ForeachState state = loops[index];
    if (state == null) {
      state = new ForeachState();
      loops[index] = state;
    }
    return state;
  }

  /** Counts work and memory that the host takes for the run's sake, and may end the run. */
  public WorkGuard guard() {
    return meter;
  }

  /** What the values that the run can still reach take, in bytes, roughly. */
  public long liveBytes() {
    return new MemoryAudit(this).liveBytes();
  }

  /** Everything from which values of the run can be reached, for the audit of memory. */
  void visitRoots(MemoryAudit audit) {
    superglobals.values().forEach(audit::add);
    context.visitHeld(audit::add);
    audit.addBytes(context.heldBytes());
    for (Variable variable : statics) {
      if (variable != null) {
        audit.add(variable);
      }
    }
    for (ForeachState state : loops) {
      if (state != null) {
        state.visit(audit);
      }
    }
    long allocated = meter.allocated();
    for (Frame frame = current; frame != null; frame = frame.caller) {
      audit.add(frame);
      audit.addBytes(Math.max(0, allocated - frame.statementMark));
      allocated = frame.entryMark;
    }
    if (current != main) {
      audit.add(main);
    }
  }

  Map<StringValue, Variable> superglobals() {
    return superglobals;
  }
}

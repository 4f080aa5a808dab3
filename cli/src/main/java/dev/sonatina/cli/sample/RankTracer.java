package dev.sonatina.cli.sample;

import dev.sonatina.cli.sample.TracedCall.Counter;
import dev.sonatina.cli.sample.TracedCall.Message;
import dev.sonatina.cli.sample.TracedFunction.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes up what one rank of a program does, step by step: simulation functions that call each other
 * and, at the bottom, functions of MPI and other libraries, some of which run something on the GPU.
 * Not thread-safe.
 */
final class RankTracer {

  static final long STEP_MICROS = 1_000_000;

  /** The time of the first step: microseconds since 1970, beyond what a double counts singly. */
  static final long FIRST_STEP = 1_700_000_000_000_000L;

  private static final double CALL_LN_SD = 0.25;
  private static final double LAUNCH_RECORDED_SHARE = 0.8;
  private static final int[] MESSAGE_SIZES = {4, 8, 640, 19_200, 50_944, 187_200};
  private static final int[] MESSAGE_TAGS = {0, 1, 2, 3, 12, 99, 100, 2_147_483_553};

  private final ProvenanceProfile profile;
  private final FunctionTable functions;
  private final SplitMix64 random;
  private final int rank;
  private final int ranks;

  private final List<TracedCall> frames = new ArrayList<>();
  private List<TracedCall> calls = new ArrayList<>();
  private int step = -1;
  private long clock;
  private long nextIndex;

  RankTracer(
      ProvenanceProfile profile, FunctionTable functions, SplitMix64 random, int rank, int ranks) {
    this.profile = profile;
    this.functions = functions;
    this.random = random;
    this.rank = rank;
    this.ranks = ranks;
  }

  /** What happens in the next step, by thread and, on each, in the order of entry. */
  List<TracedCall> nextStep() {
    step++;
    calls = new ArrayList<>();
    clock = FIRST_STEP + step * STEP_MICROS + random.between(0, 600);
    if (step == 0) {
      for (TracedFunction frame : functions.frames()) {
        clock += random.between(3, 40);
        frames.add(enter(frame, innermost(frames), 0));
      }
    }
    TracedCall loop = frames.get(frames.size() - 1);
    int count = profile.middleCallsPerStep() + random.between(-2, 2);
    for (int i = 0; i < count; i++) {
      clock += random.between(1, 400);
      callMiddle(loop, random.between(profile.nestingMin(), profile.nestingMax()));
    }
    // Within a thread they are in the order of entry already, and sorting keeps that.
    calls.sort(Comparator.comparingInt(call -> call.thread));
    return calls;
  }

  /** Identifies an event of the current step that is none of the traced calls. */
  String nextEventId() {
    return rank + ":" + step + ":" + nextIndex++;
  }

  private void callMiddle(TracedCall parent, int levels) {
    TracedCall call = enter(functions.middle(random), parent, 0);
    long own = time(call.function, call);
    if (levels > 1) {
      callMiddle(call, levels - 1);
    }
    int leaves = random.between(profile.leavesMax() / 3, profile.leavesMax());
    for (int i = 0; i < leaves; i++) {
      clock += random.between(1, 6);
      callLeaf(call);
    }
    // What the function did itself comes last; it makes no difference to anyone.
    clock += own;
    leave(call);
  }

  private void callLeaf(TracedCall parent) {
    if (functions.hasKernels() && random.chance(profile.gpuShare())) {
      int choice = functions.launchChoice(random);
      TracedCall launch = call(functions.launch(choice), parent, 0);
      runOnGpu(functions.kernel(choice), launch);
      return;
    }
    TracedCall call = call(functions.leaf(random), parent, 0);
    if (call.function.kind() == Kind.MPI && random.chance(profile.messageShare())) {
      boolean isSend = random.chance(0.5);
      int other = random.between(0, ranks - 1);
      call.messages.add(
          new Message(
              random.oneOf(MESSAGE_SIZES),
              isSend ? rank : other,
              isSend ? other : rank,
              random.oneOf(MESSAGE_TAGS),
              call.entry + 1,
              isSend));
    }
    count(call);
  }

  private void count(TracedCall call) {
    switch (call.function.name()) {
      case "MPI_Allreduce()" ->
          call.counters.add(
              new Counter(
                  0, "Message size for all-reduce", random.oneOf(MESSAGE_SIZES), call.entry + 1));
      case "MPI_Bcast()" ->
          call.counters.add(
              new Counter(
                  1, "Message size for broadcast", random.oneOf(MESSAGE_SIZES), call.entry + 1));
      case "cudaMemcpy" ->
          call.counters.add(
              new Counter(
                  10,
                  "Bytes copied from Host to Device",
                  4096L << random.between(0, 8),
                  call.entry + 1));
      default -> {}
    }
  }

  private void runOnGpu(TracedFunction kernel, TracedCall launch) {
    int thread = random.between(8, 9);
    long resume = clock;
    clock = launch.exit + random.between(5, 3_000);
    TracedCall event = call(kernel, null, thread);
    event.counters.add(new Counter(3, "Correlation ID", nextIndex, event.entry));
    event.counters.add(new Counter(4, "Block Size", 256, event.entry));
    event.counters.add(new Counter(5, "GPU Occupancy (Warps)", random.between(8, 64), event.entry));
    if (random.chance(LAUNCH_RECORDED_SHARE)) {
      event.launchedBy = launch;
    }
    clock = resume;
  }

  private TracedCall call(TracedFunction function, @Nullable TracedCall parent, int thread) {
    TracedCall call = enter(function, parent, thread);
    clock += time(function, call);
    leave(call);
    return call;
  }

  private TracedCall enter(TracedFunction function, @Nullable TracedCall parent, int thread) {
    TracedCall call = new TracedCall(function, parent, nextEventId(), thread, clock);
    calls.add(call);
    return call;
  }

  private void leave(TracedCall call) {
    call.exit = clock;
    if (call.parent != null) {
      call.parent.childrenMicros += call.totalMicros();
    }
  }

  /** How long a call takes by itself; this is where anomalies come from. */
  private long time(TracedFunction function, TracedCall call) {
    double micros = random.logNormal(function.timeMedianMicros(), CALL_LN_SD);
    double share = call.isOnGpu() ? profile.anomalousGpuShare() : profile.anomalousCpuShare();
    if (random.chance(share)) {
      call.anomalyFactor = random.between(3.0, 17.0);
      micros *= call.anomalyFactor;
    }
    return Math.max(1, (long) micros);
  }

  private static @Nullable TracedCall innermost(List<TracedCall> calls) {
    return calls.isEmpty() ? null : calls.get(calls.size() - 1);
  }
}

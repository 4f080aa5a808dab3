package dev.sonatina.cli.sample;

import dev.sonatina.cli.sample.TracedCall.Counter;
import dev.sonatina.cli.sample.TracedCall.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes executions of functions as Chimbuko's records: the execution itself, the calls it was made
 * in, the calls around it, and what was known about the function and the node. Members are in
 * alphabetical order.
 */
final class ExecutionText {

  private static final int STACK_FRAMES_MIN = 100;
  private static final int STACK_FRAMES_MAX = 4_200;
  private static final String LAUNCH_UNKNOWN =
      "Chimbuko error: Correlation ID of host parent event was not recorded";
  private static final String[] STATE_FIELDS = {
    "cpu: User %",
    "cpu: System %",
    "cpu: Idle %",
    "cpu: Nice %",
    "meminfo:MemAvailable (MB)",
    "meminfo:MemFree (MB)",
    "meminfo:MemTotal (MB)",
    "Memory Footprint (VmRSS) (KB)",
    "Heap Memory Used (KB)"
  };

  private final ProvenanceProfile profile;
  private final SplitMix64 random;
  private final int program;
  private final int rank;
  private final String host;
  private final RankTracer tracer;

  ExecutionText(
      ProvenanceProfile profile, SplitMix64 random, int program, int rank, RankTracer tracer) {
    this.profile = profile;
    this.random = random;
    this.program = program;
    this.rank = rank;
    this.tracer = tracer;
    this.host = hostOf(profile, program, rank);
  }

  static String hostOf(ProvenanceProfile profile, int program, int rank) {
    return String.format(
        Locale.ROOT, "node%04d", 100 + 10 * program + rank / profile.ranksPerHost());
  }

  /**
   * The record of one call.
   *
   * @param thread all calls of the step on the same thread, in the order of entry
   */
  String record(TracedCall call, List<TracedCall> thread, int step) {
    long start = RankTracer.FIRST_STEP + step * RankTracer.STEP_MICROS;
    List<TracedCall> window = windowAround(call, thread);
    JsonText json = new JsonText().open('{');
    json.name("algo_params").raw(call.function.model());
    boolean deep = call.isAnomaly() && !call.isOnGpu() && random.chance(profile.deepStackShare());
    writeStack(json.name("call_stack"), call, deep ? deepStackFrames() : 0);
    writeCounters(json.name("counter_events"), call);
    json.name("entry").value(call.entry).name("event_id").value(call.eventId);
    json.name("event_window").open('{');
    writeMessages(json.name("comm_window"), window);
    writeExecutions(json.name("exec_window"), window);
    json.close('}');
    json.name("exit").value(call.exit);
    json.name("fid").value(call.function.fid()).name("func").value(call.function.name());
    writeGpu(json, call);
    json.name("hostname").value(host).name("io_step").value(step);
    json.name("io_step_tend").value(start + RankTracer.STEP_MICROS);
    json.name("io_step_tstart").value(start);
    json.name("is_gpu_event").value(call.isOnGpu());
    writeNodeState(json.name("node_state"), start);
    double score = call.isAnomaly() ? 2 * call.anomalyFactor : random.between(0.01, 2.0);
    json.name("outlier_score").decimal(Math.rint(score * 1e3) / 1e3);
    json.name("outlier_severity").value(call.exclusiveMicros());
    json.name("pid").value(program).name("rid").value(rank);
    json.name("runtime_exclusive").value(call.exclusiveMicros());
    json.name("runtime_total").value(call.totalMicros());
    json.name("tid").value(call.thread).name("version").value(2);
    return json.close('}').toString();
  }

  /** As many frames of recursion as make a stack of the heavy tail; small ones are likelier. */
  private int deepStackFrames() {
    double least = StrictMath.log(STACK_FRAMES_MIN);
    double most = StrictMath.log(STACK_FRAMES_MAX);
    return (int) StrictMath.exp(random.between(least, most));
  }

  private void writeStack(JsonText json, TracedCall call, int recursions) {
    json.open('[');
    writeFrame(json, call, call.eventId, call.exit);
    TracedCall parent = call.parent;
    for (int i = 0; parent != null && i < recursions; i++) {
      writeFrame(json, parent, tracer.nextEventId(), 0);
    }
    for (; parent != null; parent = parent.parent) {
      writeFrame(json, parent, parent.eventId, parent.exit);
    }
    json.close(']');
  }

  private static void writeFrame(JsonText json, TracedCall call, String eventId, long exit) {
    json.open('{').name("entry").value(call.entry).name("event_id").value(eventId);
    json.name("exit").value(exit).name("fid").value(call.function.fid());
    json.name("func").value(call.function.name());
    json.name("is_anomaly").value(call.isAnomaly()).close('}');
  }

  private void writeCounters(JsonText json, TracedCall call) {
    json.open('[');
    for (Counter counter : call.counters) {
      json.open('{').name("counter_idx").value(counter.index());
      json.name("counter_name").value(counter.name());
      json.name("counter_value").value(counter.value());
      json.name("pid").value(program).name("rid").value(rank).name("tid").value(call.thread);
      json.name("ts").value(counter.timestamp()).close('}');
    }
    json.close(']');
  }

  private void writeMessages(JsonText json, List<TracedCall> window) {
    json.open('[');
    for (TracedCall call : window) {
      for (Message message : call.messages) {
        json.open('{').name("bytes").value(message.bytes());
        json.name("execdata_key").value(call.eventId);
        json.name("pid").value(program).name("rid").value(rank);
        json.name("src").value(message.source()).name("tag").value(message.tag());
        json.name("tar").value(message.target()).name("tid").value(call.thread);
        json.name("timestamp").value(message.timestamp());
        json.name("type").value(message.isSend() ? "SEND" : "RECV").close('}');
      }
    }
    json.close(']');
  }

  private static void writeExecutions(JsonText json, List<TracedCall> window) {
    json.open('[');
    for (TracedCall call : window) {
      json.open('{').name("entry").value(call.entry).name("event_id").value(call.eventId);
      json.name("exit").value(call.exit).name("fid").value(call.function.fid());
      json.name("func").value(call.function.name()).name("is_anomaly").value(call.isAnomaly());
      json.name("parent_event_id").value(call.parent == null ? "root" : call.parent.eventId);
      json.close('}');
    }
    json.close(']');
  }

  private static void writeGpu(JsonText json, TracedCall call) {
    if (!call.isOnGpu()) {
      json.name("gpu_location").raw("null").name("gpu_parent").raw("null");
      return;
    }
    json.name("gpu_location").open('{').name("context").value(1).name("device").value(0);
    json.name("stream").value(call.thread == 8 ? 0 : 7).name("thread").value(call.thread);
    json.close('}').name("gpu_parent");
    TracedCall launch = call.launchedBy;
    if (launch == null) {
      json.value(LAUNCH_UNKNOWN);
      return;
    }
    json.open('{').name("call_stack").open('[');
    for (TracedCall frame = launch; frame != null; frame = frame.parent) {
      writeFrame(json, frame, frame.eventId, frame.exit);
    }
    json.close(']').name("event_id").value(launch.eventId);
    json.name("tid").value(launch.thread).close('}');
  }

  private void writeNodeState(JsonText json, long stepStart) {
    if (program != 0) {
      json.raw("null");
      return;
    }
    json.open('{').name("data").open('[');
    for (int i = 0; i < profile.nodeStateFields(); i++) {
      boolean isShare = i < 4;
      json.open('{').name("field").value(i < STATE_FIELDS.length ? STATE_FIELDS[i] : "net:" + i);
      json.name("value").value(isShare ? random.between(0, 90) : random.between(100_000, 600_000));
      json.close('}');
    }
    json.close(']').name("timestamp").value(stepStart + random.between(0, 900_000)).close('}');
  }

  private List<TracedCall> windowAround(TracedCall call, List<TracedCall> thread) {
    int place = thread.indexOf(call);
    int from = Math.max(0, place - profile.windowEntries());
    int to = Math.min(thread.size(), place + profile.windowEntries() + 1);
    return new ArrayList<>(thread.subList(from, to));
  }

  /** The facts about this rank that Chimbuko stores as metadata; all values are texts. */
  List<String> metadata() {
    List<String> records = new ArrayList<>();
    addMetadata(records, 0, "Hostname", host);
    addMetadata(records, 0, "CPU Type", "64-core, avx2");
    addMetadata(records, 0, "CPU MHz", "2450.000MHz");
    addMetadata(records, 0, "Executable", program == 0 ? "/app/simulation" : "/app/analysis");
    addMetadata(records, 0, "TAU_PROFILE_PREFIX", "");
    for (int i = 0; i < 29; i++) {
      addMetadata(records, 0, "Setting " + i, String.valueOf(random.between(0, 4096)));
    }
    for (int thread = 8; program == 0 && thread <= 9; thread++) {
      addMetadata(records, thread, "CUDA Context", "1");
      addMetadata(records, thread, "CUDA Device", "0");
      addMetadata(records, thread, "CUDA Stream", thread == 8 ? "0" : "7");
    }
    return records;
  }

  private void addMetadata(List<String> records, int thread, String description, String value) {
    JsonText json = new JsonText().open('{').name("descr").value(description);
    json.name("pid").value(program).name("rid").value(rank).name("tid").value(thread);
    records.add(json.name("value").value(value).close('}').toString());
  }

  static @Nullable TracedCall usualCallOfSameFunction(TracedCall call, List<TracedCall> step) {
    for (TracedCall other : step) {
      if (!other.isAnomaly() && other.function.fid() == call.function.fid()) {
        return other;
      }
    }
    return null;
  }
}

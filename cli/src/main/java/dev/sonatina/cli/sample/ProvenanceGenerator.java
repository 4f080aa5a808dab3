package dev.sonatina.cli.sample;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;

/**
 * Makes any number of records like those that Chimbuko stores while a simulation runs, the same for
 * the same {@link ProvenanceProfile}.
 *
 * <p>First come the metadata of all ranks, then, step after step and rank after rank, the anomalies
 * of the step and, for comparison, one usual call of each function that had one. It never ends;
 * take as many as needed. Not thread-safe.
 */
public final class ProvenanceGenerator implements Iterator<ProvenanceGenerator.Generated> {

  /** The collections that records are made for, by Chimbuko's names. */
  public static final List<String> COLLECTIONS = List.of("metadata", "anomalies", "normalexecs");

  /**
   * One record.
   *
   * @param collection where Chimbuko puts it
   * @param json its text
   */
  public record Generated(String collection, String json) {}

  /** What makes one rank's records. */
  private record Rank(RankTracer tracer, ExecutionText text) {}

  private final List<Rank> ranks = new ArrayList<>();
  private final Queue<Generated> ready = new ArrayDeque<>();
  private int nextRank;
  private int step;

  public ProvenanceGenerator(ProvenanceProfile profile) {
    SplitMix64 random = new SplitMix64(profile.seed());
    int fid = 0;
    int[] ranksOfPrograms = {profile.ranksOfMain(), profile.ranksOfAnalysis()};
    for (int program = 0; program < ranksOfPrograms.length; program++) {
      FunctionTable functions = new FunctionTable(program, fid, profile, random);
      fid = functions.endFid();
      for (int rank = 0; rank < ranksOfPrograms[program]; rank++) {
        SplitMix64 own = new SplitMix64(random.nextLong());
        RankTracer tracer = new RankTracer(profile, functions, own, rank, ranksOfPrograms[program]);
        ranks.add(new Rank(tracer, new ExecutionText(profile, own, program, rank, tracer)));
      }
    }
    for (Rank rank : ranks) {
      rank.text().metadata().forEach(json -> ready.add(new Generated("metadata", json)));
    }
  }

  /** Only the records of one collection. */
  public Iterator<String> ofCollection(String collection) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public String next() {
        Generated generated = ProvenanceGenerator.this.next();
        while (!generated.collection().equals(collection)) {
          generated = ProvenanceGenerator.this.next();
        }
        return generated.json();
      }
    };
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public Generated next() {
    while (ready.isEmpty()) {
      generateStepOfOneRank();
    }
    return ready.remove();
  }

  private void generateStepOfOneRank() {
    Rank rank = ranks.get(nextRank);
    List<TracedCall> calls = rank.tracer().nextStep();
    List<String> normal = new ArrayList<>();
    Set<TracedFunction> compared = new HashSet<>();
    for (TracedCall call : calls) {
      if (call.isAnomaly()) {
        ready.add(new Generated("anomalies", textOf(rank, call, calls)));
        if (compared.add(call.function)) {
          TracedCall usual = ExecutionText.usualCallOfSameFunction(call, calls);
          if (usual != null) {
            normal.add(textOf(rank, usual, calls));
          }
        }
      }
    }
    normal.forEach(json -> ready.add(new Generated("normalexecs", json)));
    nextRank++;
    if (nextRank == ranks.size()) {
      nextRank = 0;
      step++;
    }
  }

  private String textOf(Rank rank, TracedCall call, List<TracedCall> calls) {
    List<TracedCall> thread = calls.stream().filter(other -> other.thread == call.thread).toList();
    return rank.text().record(call, thread, step);
  }
}

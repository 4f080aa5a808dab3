package dev.sonatina.engine.query;

import dev.sonatina.engine.api.Explanation;
import java.util.List;

/** What the {@code db_*} calls of one run have done. For the thread that runs the script. */
final class ScriptStatistics {

  private long recordsExamined;
  private long recordsReturned;

  /** A record was read from the store. */
  void countExamined() {
    recordsExamined++;
  }

  /** Records went to the script. */
  void countReturned(long count) {
    recordsReturned += count;
  }

  Explanation explanation(long nanos, long memoryBytes) {
    return new Explanation(
        "script run on the caller's thread, records read as it asks for them",
        "ANY",
        List.of(),
        1,
        0,
        0,
        recordsExamined,
        recordsReturned,
        nanos,
        memoryBytes);
  }
}

package dev.sonatina.conformance.cases;

import java.io.PrintStream;
import java.util.Optional;

/**
 * Counts how cases ended and prints those that failed, and at the end {@code N passed, M failed}.
 *
 * <p>Counted apart are cases that decide nothing, and those that are answered otherwise on purpose:
 * to answer such a one as the original does is a failure, so that the list stays true.
 */
public final class Tally {

  private final PrintStream out;
  private final ListedDifferences differences;
  private int passed;
  private int failed;
  private int different;
  private int informationalPassed;
  private int informationalFailed;

  /**
   * @param out where failures and the last line go
   */
  public Tally(PrintStream out, ListedDifferences differences) {
    this.out = out;
    this.differences = differences;
  }

  /**
   * Counts a case.
   *
   * @param problem how the answer differs from the original's; empty when it does not
   */
  public void count(String caseId, Optional<String> problem) {
    if (differences.contains(caseId)) {
      if (problem.isPresent()) {
        different++;
      } else {
        fail(caseId, "is listed as a difference, but answered as the original does");
      }
    } else if (problem.isPresent()) {
      fail(caseId, problem.get());
    } else {
      passed++;
    }
  }

  /** Counts a case whose outcome decides nothing. */
  public void countInformational(Optional<String> problem) {
    if (problem.isPresent()) {
      informationalFailed++;
    } else {
      informationalPassed++;
    }
  }

  public int passed() {
    return passed;
  }

  /** Prints the totals; returns whether there was something to run and nothing failed. */
  public boolean printSummary() {
    if (different > 0) {
      out.println(different + " answered differently on purpose");
    }
    if (informationalPassed + informationalFailed > 0) {
      out.println(
          "informational: "
              + informationalPassed
              + " like the original, "
              + informationalFailed
              + " not");
    }
    out.println(passed + " passed, " + failed + " failed");
    return failed == 0 && passed + different > 0;
  }

  private void fail(String caseId, String reason) {
    failed++;
    out.println("FAILED " + caseId);
    reason.lines().forEach(line -> out.println("       " + line));
  }
}

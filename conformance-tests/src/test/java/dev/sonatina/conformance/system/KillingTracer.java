package dev.sonatina.conformance.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;

/**
 * Kills a running process from within one of its writes to a file, before the write is made, by
 * {@code strace}. It is attached to a process that runs already: starting Java under it would take
 * several times as long.
 */
final class KillingTracer implements AutoCloseable {

  /** What strace says once it sees every call. */
  private static final String ATTACHED = " attached";

  private final Process strace;

  private KillingTracer(Process strace) {
    this.strace = strace;
  }

  /** Whether there is an {@code strace} that may watch processes started here. */
  static boolean isAvailable() {
    try {
      Process target = new ProcessBuilder("sleep", "60").start();
      try (KillingTracer tracer = attach(target, 1)) {
        return tracer.strace.isAlive();
      } finally {
        target.destroyForcibly();
      }
    } catch (IOException e) {
      return false; // There is no such program, or it may not.
    }
  }

  /**
   * Watches a process from now on, until it is dead.
   *
   * @param write which write of a thread kills it, counted from now, 1 for the next
   */
  static KillingTracer attach(Process target, int write) throws IOException {
    Process strace =
        new ProcessBuilder(
                List.of(
                    "strace",
                    "-f",
                    "-o",
                    "/dev/null",
                    "-e",
                    "trace=pwrite64",
                    "-e",
                    "inject=pwrite64:signal=KILL:when=" + write,
                    "-p",
                    Long.toString(target.pid())))
            .start();
    KillingTracer tracer = new KillingTracer(strace);
    BufferedReader lines = strace.errorReader();
    String line = lines.readLine();
    while (line != null && !line.contains(ATTACHED)) {
      line = lines.readLine();
    }
    if (line == null) {
      tracer.close();
      throw new IOException("strace cannot watch process " + target.pid());
    }
    return tracer;
  }

  @Override
  public void close() {
    strace.destroyForcibly();
  }
}

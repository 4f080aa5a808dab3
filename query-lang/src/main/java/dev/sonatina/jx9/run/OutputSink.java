package dev.sonatina.jx9.run;

/** Receives what a script prints, in pieces, on the thread that runs the script. */
@FunctionalInterface
public interface OutputSink {
  /** Takes a copy of what it needs: the array is not the sink's own. */
  void write(byte[] bytes, int offset, int length);
}

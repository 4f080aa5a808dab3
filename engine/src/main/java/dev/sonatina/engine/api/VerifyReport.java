package dev.sonatina.engine.api;

import java.util.List;

/**
 * What an inspection of a store's files has found.
 *
 * @param segments number of segment files looked at; 0 for what has none
 * @param records number of records looked at
 * @param bytes bytes looked at
 * @param damages one line for each damage, with file and offset; empty if all is well
 */
public record VerifyReport(int segments, long records, long bytes, List<String> damages) {

  public VerifyReport {
    damages = List.copyOf(damages);
  }

  /** Whether there is no damage. */
  public boolean isIntact() {
    return damages.isEmpty();
  }
}

package dev.sonatina.engine.api;

import java.util.List;

/**
 * What could be saved from a damaged store.
 *
 * @param collections number of collections in the new store
 * @param records number of records in it
 * @param lost number of records that were there and could not be read; of a {@code .unqlite} file
 *     the number of damaged places
 * @param notes what to know about the result, one line each
 */
public record SalvageReport(int collections, long records, long lost, List<String> notes) {

  public SalvageReport {
    notes = List.copyOf(notes);
  }
}

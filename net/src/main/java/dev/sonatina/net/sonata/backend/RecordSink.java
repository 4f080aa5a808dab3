package dev.sonatina.net.sonata.backend;

import org.jspecify.annotations.Nullable;

/** Takes the records of an answer one by one. */
@FunctionalInterface
public interface RecordSink {

  /**
   * Takes the text of a record, or null in the place of one that is missing.
   *
   * @throws BackendFault when the answer has become too large
   */
  void accept(byte @Nullable [] text);
}

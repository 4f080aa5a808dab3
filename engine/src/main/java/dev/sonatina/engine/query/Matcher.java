package dev.sonatina.engine.query;

import dev.sonatina.engine.record.RecordSource;
import dev.sonatina.engine.storage.RecordView;

/**
 * Decides about records, and tells the text of those it selects. For one thread; closed when the
 * scan is over.
 */
interface Matcher extends AutoCloseable {

  /**
   * Whether the record is selected. Both are good until the next call.
   *
   * @param source points at the record in the view
   */
  boolean matches(RecordView view, RecordSource source);

  /** The JSON of the record selected last; a fresh array. */
  byte[] json();

  /** Ends what the matcher is doing, from any thread; it is of no more use then. */
  void stop();

  /** Time until {@link #resume} does not count against the limit. */
  void pause();

  /** Lets the time count again. */
  void resume();

  @Override
  void close();
}

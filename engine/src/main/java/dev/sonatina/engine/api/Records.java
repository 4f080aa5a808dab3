package dev.sonatina.engine.api;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Records in ascending id order, read while they are asked for.
 *
 * <p>They are those of the moment the call was made: later writes do not show. Memory is bounded by
 * the largest record, not by the number of records. May be iterated once, by one thread; {@link
 * #close()} may come from any thread and ends a filter that is still running. Close it, or space of
 * erased and replaced records stays taken; reading to the end closes by itself.
 */
public interface Records extends Iterable<Record>, AutoCloseable {

  /**
   * The records, once.
   *
   * @throws IllegalStateException when called a second time
   */
  @Override
  Iterator<Record> iterator();

  @Override
  void close();

  /**
   * How the records were found, as far as they have been read.
   *
   * @throws SonatinaException {@link ErrorCode#UNSUPPORTED} where that is not known, as with a
   *     remote server
   */
  default Explanation explanation() {
    throw new SonatinaException(ErrorCode.UNSUPPORTED, "explanation: not known here");
  }

  /** The records, once, as a stream; closing it closes these records. */
  default Stream<Record> stream() {
    return StreamSupport.stream(spliterator(), false).onClose(this::close);
  }

  /** Reads what is left and closes: the texts in id order. */
  default List<String> toList() {
    try (this) {
      List<String> texts = new ArrayList<>();
      for (Record record : this) {
        texts.add(record.json());
      }
      return texts;
    }
  }
}

package dev.sonatina.engine.binding;

import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/** {@link Records} as values, read while they are asked for; the same rules hold. */
public final class BoundRecords<T> implements Iterable<T>, AutoCloseable {

  private final Records records;
  private final Binding<T> binding;

  BoundRecords(Records records, Binding<T> binding) {
    this.records = records;
    this.binding = binding;
  }

  /**
   * The values, once.
   *
   * @throws IllegalStateException when called a second time
   */
  @Override
  public Iterator<T> iterator() {
    Iterator<Record> source = records.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return source.hasNext();
      }

      @Override
      public T next() {
        return binding.read(source.next());
      }
    };
  }

  /** The values, once; closing the stream closes these records. */
  public Stream<T> stream() {
    return records.stream().map(binding::read);
  }

  /** Reads what is left and closes. */
  public List<T> toList() {
    try (this) {
      List<T> values = new ArrayList<>();
      forEach(values::add);
      return values;
    }
  }

  @Override
  public void close() {
    records.close();
  }
}

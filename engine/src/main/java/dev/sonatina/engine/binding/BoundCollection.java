package dev.sonatina.engine.binding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Durability;
import dev.sonatina.engine.api.FilterRequest;
import java.util.List;
import java.util.Optional;

/**
 * A collection whose records are values of a class, or trees; embedded and remote ones alike. Safe
 * for every thread.
 *
 * <pre>{@code
 * record Call(String func, long us) {}
 *
 * BoundCollection<Call> calls = BoundCollection.of(database.collection("calls"), Call.class);
 * long id = calls.store(new Call("MPI_Wait", 740));
 * calls.find(id); // Optional[Call[func=MPI_Wait, us=740]]
 * calls.filter("function($c) { return $c.us > 100; }").toList();
 * }</pre>
 *
 * <p>Each method does what that of {@link Collection} with its name does, throws what that throws,
 * and what {@link Binding} throws for values and records that do not fit. Whatever has no value in
 * it is asked of the {@link #collection()}.
 */
public final class BoundCollection<T> {

  private final Collection collection;
  private final Binding<T> binding;

  /** The records of a collection by a binding. */
  public BoundCollection(Collection collection, Binding<T> binding) {
    this.collection = collection;
    this.binding = binding;
  }

  /** The records of a collection as values of a class. */
  public static <T> BoundCollection<T> of(Collection collection, Class<T> type) {
    return new BoundCollection<>(collection, Binding.of(type));
  }

  /** The records of a collection as trees. */
  public static BoundCollection<JsonNode> trees(Collection collection) {
    return new BoundCollection<>(collection, Binding.trees());
  }

  public Collection collection() {
    return collection;
  }

  public long store(T value) {
    return store(value, Durability.DEFERRED);
  }

  public long store(T value, Durability durability) {
    return collection.store(binding.write(value), durability);
  }

  public long[] storeAll(List<T> values) {
    return storeAll(values, Durability.DEFERRED);
  }

  public long[] storeAll(List<T> values, Durability durability) {
    return collection.storeAllBytes(written(values), durability);
  }

  private List<byte[]> written(List<T> values) {
    return values.stream().map(binding::write).toList();
  }

  public Optional<T> find(long id) {
    return collection.find(id).map(binding::read);
  }

  public List<Optional<T>> findAll(long... ids) {
    return collection.findAll(ids).stream().map(found -> found.map(binding::read)).toList();
  }

  public void update(long id, T value) {
    update(id, value, Durability.DEFERRED);
  }

  public void update(long id, T value, Durability durability) {
    collection.update(id, binding.write(value), durability);
  }

  public boolean[] updateAll(long[] ids, List<T> values) {
    return updateAll(ids, values, Durability.DEFERRED);
  }

  public boolean[] updateAll(long[] ids, List<T> values, Durability durability) {
    return collection.updateAllBytes(ids, written(values), durability);
  }

  public BoundRecords<T> all() {
    return new BoundRecords<>(collection.all(), binding);
  }

  public BoundRecords<T> filter(String function) {
    return filter(FilterRequest.of(function));
  }

  public BoundRecords<T> filter(FilterRequest request) {
    return new BoundRecords<>(collection.filter(request), binding);
  }
}

package dev.sonatina.net.sonata;

import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.net.rpc.DatabaseLanes;
import dev.sonatina.net.sonata.backend.Backend;
import dev.sonatina.net.sonata.backend.BackendConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A database that a provider offers: its backend, and the order in which calls reach it. */
final class HostedDatabase {

  private final String name;
  private final String type;
  private final BackendConfig config;
  private final Backend backend;
  private final DatabaseLanes lanes;
  private final HeapBudget.Share heapShare;

  /** Calls that wait for the next commit; guarded by itself. */
  private final List<Consumer<@Nullable RuntimeException>> uncommitted = new ArrayList<>();

  /**
   * A database on offer.
   *
   * @param heapShare what it takes besides what is in it
   */
  HostedDatabase(
      String name,
      String type,
      BackendConfig config,
      Backend backend,
      DatabaseLanes lanes,
      HeapBudget.Share heapShare) {
    this.name = name;
    this.type = type;
    this.config = config;
    this.backend = backend;
    this.lanes = lanes;
    this.heapShare = heapShare;
  }

  String name() {
    return name;
  }

  String type() {
    return type;
  }

  BackendConfig config() {
    return config;
  }

  Backend backend() {
    return backend;
  }

  DatabaseLanes lanes() {
    return lanes;
  }

  /** It is no longer on offer; whoever took it away closes the backend. */
  void withdrawn() {
    heapShare.close();
  }

  /**
   * Commits what has been written so far, then tells how it went: null, or what went wrong. Calls
   * that come while a commit is under way share the next one.
   */
  void commit(Consumer<@Nullable RuntimeException> whenDone) {
    boolean first;
    synchronized (uncommitted) {
      first = uncommitted.isEmpty();
      uncommitted.add(whenDone);
    }
    if (first) {
      lanes.commit(this::commitAll);
    }
  }

  private void commitAll() {
    List<Consumer<@Nullable RuntimeException>> group;
    synchronized (uncommitted) {
      group = List.copyOf(uncommitted);
      uncommitted.clear();
    }
    RuntimeException failure = null;
    try {
      backend.commit();
      backend.committed();
    } catch (RuntimeException e) {
      failure = e;
    }
    for (Consumer<@Nullable RuntimeException> call : group) {
      call.accept(failure);
    }
  }
}

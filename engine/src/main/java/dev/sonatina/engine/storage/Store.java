package dev.sonatina.engine.storage;

import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.StoreInfo;
import dev.sonatina.engine.api.VerifyReport;
import java.nio.file.Path;

/**
 * One database as its engine sees it: numbered collections of byte records with dense ids, a
 * dictionary of member names and a small key/value area ("meta").
 *
 * <p>Safe for use by any number of threads. Readers work on a {@link Snapshot}, one moment of the
 * store: they never wait for the writer and never hold it up. There is one {@link Transaction} at a
 * time; it is all or nothing.
 *
 * <p>A committed transaction is visible to the snapshots opened afterwards. It is <em>durable</em>
 * (survives a power cut) once a commit that asked for it, or {@link #sync}, has returned; before
 * that it survives the end of the process, because its bytes are with the operating system.
 *
 * <p>Every operation of a store, its snapshots, transactions and cursors reports trouble with files
 * by the {@code StorageException} of {@code engine.api}: {@code IO_FAILURE}, {@code DISK_FULL},
 * {@code CORRUPT} and so on, naming the file and the place in it. After a failed sync the store is
 * read-only ({@code READ_ONLY}) until it is opened anew. After {@link #close} operations fail with
 * {@code CLOSED}.
 */
public interface Store extends AutoCloseable {

  /**
   * Opens a view of the last committed state. Cheap enough to be opened for a single read. The
   * caller closes it, since it keeps the files it needs from being removed.
   */
  Snapshot snapshot();

  /**
   * Begins the next transaction, waiting for the one that is open. Fails with {@code BUSY} when
   * that takes longer than the store was told to wait.
   *
   * <p>A transaction belongs to no thread, but is used by one at a time.
   */
  Transaction begin();

  /**
   * Returns when everything committed before the call is durable. Threads that call this (or commit
   * durably) at the same time share one sync of the disk.
   */
  void sync();

  /** Sizes and counts, for people and for deciding when to compact. */
  StoreInfo info();

  /**
   * Looks for damage in the state at this moment. Reading and writing go on meanwhile.
   *
   * @return a report, which also tells of damage; what throws is only that a file cannot be read
   */
  VerifyReport verify(Progress progress);

  /**
   * Gives back the space of replaced and erased records. Reading and writing go on meanwhile, but
   * the calling thread must not have a transaction open.
   */
  void compact(Progress progress);

  /**
   * Copies the state at this moment to a directory, where it is a log store of its own, synced when
   * this returns. Reading and writing go on meanwhile. If it fails nothing is left there.
   *
   * @param directory a new or empty one; anything else is refused with {@code INVALID_ARGUMENT}
   */
  void backup(Path directory, Progress progress);

  /**
   * Closes the store. Snapshots that are still open stay readable until they are closed themselves;
   * an open transaction is rolled back. A second call does nothing.
   */
  @Override
  void close();
}

package dev.sonatina.engine.storage.log;

import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.StorageException;
import java.io.IOException;
import java.nio.file.Path;

/** Opens a store: lock, creation or recovery, and what must be put right before writing. */
final class StoreOpener {

  private final StoreFiles files;
  private final LogOptions options;
  private final boolean isCopyTarget;

  /**
   * @param isCopyTarget whether the store is being made by the caller, who holds the {@link
   *     CopyTarget}
   */
  StoreOpener(StoreFiles files, LogOptions options, boolean isCopyTarget) {
    this.files = files;
    this.options = options;
    this.isCopyTarget = isCopyTarget;
  }

  LogStore open() {
    try {
      checkMode(files.list());
      return options.readOnly() ? openReadOnly() : openForWriting();
    } catch (IOException e) {
      throw StorageErrors.failed("open", files.directory(), e);
    }
  }

  private void checkMode(StoreFiles.Listing listing) {
    Path directory = files.directory();
    if (listing.isUnfinishedCopy() && !isCopyTarget) {
      throw StorageErrors.unfinishedCopy(directory);
    }
    if (listing.isEmpty()
        && (options.readOnly() || options.mode() == LogOptions.Mode.OPEN_EXISTING)) {
      throw StorageErrors.noDatabase(directory);
    }
    if (listing.isEmpty() && listing.others()) {
      throw new StorageException(
          ErrorCode.INVALID_ARGUMENT,
          directory + " holds other files (expected: an empty directory, a new one or a database)");
    }
    if (!listing.isEmpty() && options.mode() == LogOptions.Mode.CREATE_NEW) {
      throw new StorageException(ErrorCode.DATABASE_EXISTS, "there is a database in " + directory);
    }
  }

  /** Opens a store that another process may be writing to. */
  private LogStore openReadOnly() throws IOException {
    Recovered recovered = Recovery.runBesideAWriter(files);
    SyncGroup syncGroup = new SyncGroup(files, recovered.state().end(), SyncGroup.Claim.NONE);
    return new LogStore(files, options, null, recovered, syncGroup, null);
  }

  private LogStore openForWriting() throws IOException {
    StoreCreator.createDirectory(files.vfs(), files.directory());
    LockFile lock = LockFile.acquire(files);
    boolean opened = false;
    try {
      LogStore store = openLocked(lock);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        lock.close();
      }
    }
  }

  private LogStore openLocked(LockFile lock) throws IOException {
    StoreFiles.Listing listing = files.list();
    checkMode(listing);
    if (listing.isEmpty()) {
      StoreCreator.create(files, options.random().nextLong());
      listing = files.list();
    }
    Recovered recovered = Recovery.run(files, listing);
    SyncGroup syncGroup = new SyncGroup(files, recovered.syncedTo(), lock);
    boolean opened = false;
    try {
      WriterStart start = new WriterStart(files, options, recovered, syncGroup);
      LogWriter writer = start.writer();
      if (lock.isSyncFailed()) {
        start.rewrite();
      }
      lock.noteFine();
      recovered.useless().forEach(files::removeQuietly);
      LogStore store = new LogStore(files, options, lock, recovered, syncGroup, writer);
      opened = true;
      return store;
    } finally {
      if (!opened) {
        syncGroup.close();
        recovered.state().segments().release();
      }
    }
  }
}

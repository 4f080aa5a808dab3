package dev.sonatina.net.sonata.backend;

import dev.sonatina.engine.PublishedDatabase;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.interchange.UnqliteExportReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The file P of a database of type {@code unqlite}, and its store in {@code .P.sonatina/}. The
 * store is the truth; P shows other programs what was in it when it was last published.
 */
final class UnqliteFiles implements DatabaseFiles {

  /** When P is written anew, in the words of the configuration. */
  enum Publish {
    DETACH,
    COMMIT,
    NEVER
  }

  /** What stays once the database is closed. */
  enum Keep {
    STORE,
    /** The file alone, if it could be published. */
    FILE
  }

  private static final System.Logger LOG = System.getLogger(UnqliteFiles.class.getName());

  private final String path;
  private final Path file;
  private final Publish publish;
  private final Keep keep;
  private final PublishedDatabase database;
  private final FileTransfers transfers;
  private int notesLogged;

  /**
   * Files that own an open database.
   *
   * @param path P as the client wrote it
   */
  UnqliteFiles(
      String path,
      Path file,
      Publish publish,
      Keep keep,
      PublishedDatabase database,
      FileTransfers transfers) {
    this.path = path;
    this.file = file;
    this.publish = publish;
    this.keep = keep;
    this.database = database;
    this.transfers = transfers;
    logNotes();
  }

  /**
   * Publishes if that is wanted now. It is too late to tell the client of trouble, who would only
   * store again what is stored; the next commit tries again.
   */
  @Override
  public void committed() {
    if (publish == Publish.COMMIT) {
      try {
        publish();
      } catch (BackendFault e) {
        LOG.log(System.Logger.Level.DEBUG, "{0} was committed but not published", file);
      }
    }
  }

  @Override
  public void close() {
    try {
      if (publish != Publish.NEVER) {
        publish();
      }
    } finally {
      database.close();
    }
    if (keep == Keep.FILE && publish != Publish.NEVER) {
      PublishedDatabase.leaveFile(file);
    }
  }

  @Override
  public synchronized void destroy() {
    database.close();
    PublishedDatabase.destroy(file);
  }

  /** Commits and destroys may come from different threads, publications come one by one. */
  private synchronized void publish() {
    try {
      Optional<UnqliteExportReport> report =
          database.publish(transfers.progress("publishing " + file), transfers.publications());
      report.ifPresent(this::logReport);
    } catch (SonatinaException e) {
      if (e.code() != ErrorCode.CLOSED) {
        LOG.log(
            System.Logger.Level.ERROR,
            "cannot publish " + file + ", which stays as it is; the store beside it is whole",
            e);
        throw new BackendFault(ErrorTexts.notPublished(path, e.code()));
      }
    } finally {
      logNotes();
    }
  }

  private void logReport(UnqliteExportReport report) {
    List<String> narrowed = report.narrowing().descriptions();
    LOG.log(
        System.Logger.Level.INFO,
        "published {0}: {1} records in {2} collections{3}",
        file,
        report.records(),
        report.collections(),
        narrowed.isEmpty() ? "" : "; " + String.join(", ", narrowed));
  }

  private void logNotes() {
    List<String> notes = database.notes();
    for (String note : notes.subList(notesLogged, notes.size())) {
      LOG.log(System.Logger.Level.WARNING, note);
    }
    notesLogged = notes.size();
  }
}

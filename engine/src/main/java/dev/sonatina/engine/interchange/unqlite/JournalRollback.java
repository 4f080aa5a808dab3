package dev.sonatina.engine.interchange.unqlite;

import dev.sonatina.engine.vfs.Vfs;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Rolls a hot journal back for good, as the original does when it opens the database: needed before
 * another file takes the database's place, which the journal would otherwise be applied to.
 *
 * <p>May be interrupted anywhere and be repeated: the journal goes last.
 */
final class JournalRollback {

  private JournalRollback() {}

  /** Rolls back what lies beside a database, if there is something. */
  static void run(Vfs vfs, Path database) {
    Path journal = UnqliteFormat.journalOf(database);
    try {
      if (!vfs.exists(journal)) {
        return;
      }
      if (vfs.exists(database)) {
        rollBack(vfs, database, journal);
      }
      vfs.delete(journal);
      vfs.syncDirectory(UnqliteFormat.directoryOf(database));
    } catch (IOException e) {
      throw DiskFile.failed("roll back", journal, e);
    }
  }

  private static void rollBack(Vfs vfs, Path database, Path journal) {
    DamageLog log = new DamageLog(database.toString(), false);
    try (DiskFile file = DiskFile.open(vfs, database, Vfs.OpenMode.WRITE);
        DiskFile input = DiskFile.open(vfs, journal, Vfs.OpenMode.READ)) {
      HotJournal hot = file.size() == 0 ? null : HotJournal.read(input, log);
      if (hot == null) {
        return;
      }
      file.resize(hot.oldPageCount() * hot.pageSize());
      byte[] page = new byte[hot.pageSize()];
      for (long number : hot.pages()) {
        hot.read(number, page, page.length);
        file.write(number * page.length, page, 0, page.length);
      }
      file.sync();
    }
  }
}

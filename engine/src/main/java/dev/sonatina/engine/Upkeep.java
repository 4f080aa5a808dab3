package dev.sonatina.engine;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.ErrorCode;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.SalvageReport;
import dev.sonatina.engine.api.StorageException;
import dev.sonatina.engine.api.VerifyReport;
import dev.sonatina.engine.interchange.TransferProgress;
import dev.sonatina.engine.interchange.UnqliteImportReport;
import dev.sonatina.engine.interchange.UnqliteVerification;
import dev.sonatina.engine.interchange.unqlite.UnqliteFile;
import dev.sonatina.engine.storage.log.LogOptions;
import dev.sonatina.engine.storage.log.LogStore;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done to databases that need not even open: looking for damage, and saving what is left.
 */
final class Upkeep {

  private Upkeep() {}

  static VerifyReport verify(Path path, Progress progress) {
    if (Sonatina.isUnqliteFile(path)) {
      return UnqliteVerification.run(Vfs.local(), path, progress);
    }
    requireStore(path);
    return LogStore.verify(Vfs.local(), path, progress);
  }

  static SalvageReport salvage(Path damaged, Path directory, Progress progress) {
    if (Sonatina.isUnqliteFile(damaged)) {
      return salvageFile(damaged, directory, progress);
    }
    requireStore(damaged);
    return LogStore.salvage(Vfs.local(), damaged, directory, LogOptions.defaults(), progress);
  }

  private static void requireStore(Path directory) {
    if (!LogStore.exists(Vfs.local(), directory)) {
      throw new StorageException(
          ErrorCode.NO_SUCH_DATABASE, "there is no database in " + directory);
    }
  }

  private static SalvageReport salvageFile(Path file, Path directory, Progress progress) {
    LogStore.requireEmpty(Vfs.local(), directory);
    TransferProgress records = progress::advanced;
    UnqliteImportReport report =
        UnqliteDatabases.importFile(
            file, directory, UnqliteFile.Reading.SALVAGE, records, new Cancellation());
    List<String> notes = new ArrayList<>(report.damages());
    notes.addAll(report.remarks());
    return new SalvageReport(report.collections(), report.records(), report.damageCount(), notes);
  }
}

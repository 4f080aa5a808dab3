package dev.sonatina.engine;

import dev.sonatina.engine.api.Cancellation;
import dev.sonatina.engine.api.Progress;
import dev.sonatina.engine.api.SalvageReport;
import dev.sonatina.engine.api.VerifyReport;
import dev.sonatina.engine.interchange.TransferProgress;
import dev.sonatina.engine.interchange.UnqliteImport;
import dev.sonatina.engine.interchange.UnqliteImportReport;
import dev.sonatina.engine.interchange.UnqliteVerification;
import dev.sonatina.engine.interchange.unqlite.UnqliteFile;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.record.NamesInRecords;
import dev.sonatina.engine.storage.MemberNames;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.engine.storage.log.LogOptions;
import dev.sonatina.engine.storage.log.LogStore;
import dev.sonatina.engine.vfs.Vfs;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * What is done to databases that need not even open: looking for damage, and saving what is left.
 */
final class Upkeep {

  private static final MemberNames NAMES =
      new MemberNames() {
        @Override
        public int limit(RecordView record) {
          return NamesInRecords.limit(record.buffer(), record.offset(), record.length());
        }

        @Override
        public String substitute(int keyId) {
          return keyId == KeyDictionary.ID
              ? KeyDictionary.ID_NAME.toString()
              : NONE.substitute(keyId);
        }
      };

  private Upkeep() {}

  static VerifyReport verify(Path path, Progress progress) {
    if (Sonatina.isUnqliteFile(path)) {
      return UnqliteVerification.run(Vfs.local(), path, progress);
    }
    return LogStore.verify(Vfs.local(), path, progress);
  }

  static SalvageReport salvage(Path damaged, Path directory, Progress progress) {
    if (Sonatina.isUnqliteFile(damaged)) {
      return salvageFile(damaged, directory, progress);
    }
    return LogStore.salvage(
        Vfs.local(), damaged, directory, LogOptions.defaults(), NAMES, progress);
  }

  private static SalvageReport salvageFile(Path file, Path directory, Progress progress) {
    TransferProgress records = progress::advanced;
    UnqliteImportReport report;
    try (UnqliteFile source = UnqliteFile.open(Vfs.local(), file, UnqliteFile.Reading.SALVAGE)) {
      report =
          LogStore.make(
              Vfs.local(),
              directory,
              LogOptions.defaults(),
              store ->
                  new UnqliteImport(store, Clock.systemUTC(), records, new Cancellation())
                      .run(source));
    }
    List<String> notes = new ArrayList<>(report.damages());
    notes.addAll(report.remarks());
    return new SalvageReport(report.collections(), report.records(), report.damageCount(), notes);
  }
}

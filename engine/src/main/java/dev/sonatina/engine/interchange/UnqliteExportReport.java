package dev.sonatina.engine.interchange;

import dev.sonatina.engine.interchange.unqlite.UnqliteNarrowing;

/**
 * What went into a {@code .unqlite} file.
 *
 * @param collections how many collections it has
 * @param records how many records it has
 * @param recordBytes how long these are in the file's own form
 * @param fileBytes how long the file is
 * @param narrowing what the format made less exact
 */
public record UnqliteExportReport(
    int collections, long records, long recordBytes, long fileBytes, UnqliteNarrowing narrowing) {}

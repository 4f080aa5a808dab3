package dev.sonatina.cli;

import dev.sonatina.engine.api.SonatinaException;

/**
 * The text of a record with the place where it begins in its file.
 *
 * @param line from 1
 * @param column from 1; 0 if the text is not that of the file
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record LoadedText(byte[] text, long line, int column) {

  /** The line that an error in the text is in. */
  long lineOf(SonatinaException error) {
    return line + Math.max(0, error.line() - 1);
  }

  /** The column that an error in the text is at; 0 if that is not known. */
  int columnOf(SonatinaException error) {
    if (column == 0 || error.column() == 0) {
      return 0;
    }
    return error.line() > 1 ? error.column() : error.column() + column - 1;
  }
}

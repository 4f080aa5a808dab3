package dev.sonatina.engine.query;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What {@code db_errlog()} answers: the messages of a database since it was opened, a line each,
 * the newest 64 KiB of them. Safe for every thread.
 */
final class ErrorLog {

  private static final int LENGTH_MAX = 64 * 1024;

  private final Deque<String> lines = new ArrayDeque<>();
  private int length;

  synchronized void add(String message) {
    String line = message.length() < LENGTH_MAX ? message : message.substring(0, LENGTH_MAX - 1);
    lines.addLast(line + "\n");
    length += line.length() + 1;
    while (length > LENGTH_MAX) {
      length -= lines.removeFirst().length();
    }
  }

  /** The message of the original when a name was asked for that no collection has. */
  void noSuchCollection(String name) {
    add("Collection '" + name + "' not defined in the underlying database");
  }

  void noRecordToUpdate(String collection) {
    add("No record to update in collection '" + collection + "'");
  }

  synchronized String text() {
    return String.join("", lines);
  }
}

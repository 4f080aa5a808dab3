package dev.sonatina.cli;

/**
 * What a command lets the scripts of a database do.
 *
 * @param allowHost whether they may use functions that reach this machine
 * @param limits the limits that the user has set
 */
record ScriptSettings(boolean allowHost, LimitOption limits) {
  /** Scripts stay inside the database, and have the usual limits. */
  static final ScriptSettings USUAL = new ScriptSettings(false, new LimitOption());
}

package dev.sonatina.cli;

import dev.sonatina.engine.api.OpenOptions;
import dev.sonatina.engine.api.ScriptLimits;

/**
 * What a command lets the scripts of a database do.
 *
 * @param allowHost whether they may use functions that reach this machine
 * @param limits the limits that the user has set
 */
record ScriptSettings(boolean allowHost, LimitOption limits) {
  /** Scripts stay inside the database, and have the usual limits. */
  static final ScriptSettings USUAL = new ScriptSettings(false, LimitOption.NONE);

  /** Here the user can end what takes or prints too much, so no limit of that is set but theirs. */
  OpenOptions inEffect() {
    return limits.applyTo(
        OpenOptions.defaults()
            .withScriptLimits(ScriptLimits.defaults().withTimeMillis(0).withOutputBytes(0)));
  }
}

package dev.sonatina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Values of options from the environment and from the file of the user. */
class SettingsTest {

  private static final Map<String, String> NONE = Map.of();

  private static @Nullable String value(Settings settings, String verb, String option) {
    CommandLine command = Verbs.create(verb, CliRun.withInput("").stdio).commandLine();
    return settings.defaultValue(command.getCommandSpec().findOption(option));
  }

  @Test
  void theEnvironmentStandsForAnyOptionButWhatIsToBeDone() {
    Map<String, String> environment =
        Map.of("SONATINA_WAIT_READY", "7", "SONATINA_CODE", "print 1;", "SONATINA_HELP", "true");
    Settings settings = Settings.read(environment, null);
    assertEquals("7", value(settings, "ping", "--wait-ready"));
    assertEquals(null, value(settings, "run", "--code"));
    assertEquals(null, value(settings, "filter", "--csv"));
    Settings given = Settings.read(environment, null, "--wait-ready", "8");
    assertEquals(null, value(given, "ping", "--wait-ready"));
  }

  @Test
  void theFileHoldsLinesForAllVerbsAndForOne(@TempDir Path home) throws IOException {
    Path file =
        Files.writeString(
            home.resolve(".sonatinarc"), "# mine\nlimit = steps=7\nfilter.csv = true\n");
    Settings settings = Settings.read(NONE, home);
    assertEquals("steps=7", value(settings, "run", "--limit"));
    assertEquals("true", value(settings, "filter", "--csv"));
    assertEquals(null, value(settings, "shell", "--csv"));
    Settings both = Settings.read(Map.of("SONATINA_LIMIT", "steps=8"), home);
    assertEquals("steps=8", value(both, "run", "--limit"));
    assertEquals(null, value(Settings.read(NONE, home, "--norc"), "run", "--limit"));
    Settings named = Settings.read(Map.of("SONATINA_RC", file.toString()), null);
    assertEquals("steps=7", value(named, "run", "--limit"));
    CliException missing =
        assertThrows(CliException.class, () -> Settings.read(Map.of("SONATINA_RC", "no/rc"), home));
    assertTrue(String.valueOf(missing.getMessage()).contains("no/rc"));
  }

  @Test
  void aRunUsesThemAndSaysWhereTheyComeFrom(@TempDir Path home) throws IOException {
    Files.writeString(home.resolve(".sonatinarc"), "limit=steps=5\n");
    CliRun run = CliRun.withInput("");
    run.stdio.setSurroundings(Map.of("SONATINA_READONLY", "true"), home);
    assertEquals(7, run.run("run", "-c", "for ($i = 0; $i < 100; $i++) { }"), run::err);
    CliRun shown = CliRun.withInput("");
    shown.stdio.setSurroundings(Map.of("SONATINA_READONLY", "true"), home);
    assertEquals(0, shown.run("run", "--show-config", "--create", "-c", "print 1;"), shown::err);
    assertTrue(shown.out().matches("(?s).*readonly +true +\\$SONATINA_READONLY\n.*"), shown::out);
    assertTrue(shown.out().matches("(?s).*limit +steps=5 +.*sonatinarc: limit\n.*"), shown::out);
    assertTrue(shown.out().matches("(?s).*create +.* command line\n.*"), shown::out);
    assertTrue(shown.out().matches("(?s).*color +- +default\n.*"), shown::out);
  }
}

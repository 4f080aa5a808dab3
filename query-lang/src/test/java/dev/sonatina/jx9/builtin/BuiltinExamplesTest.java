package dev.sonatina.jx9.builtin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.jx9.Jx9;
import dev.sonatina.jx9.RunOptions;
import dev.sonatina.jx9.ScriptRun;
import dev.sonatina.jx9.function.Library;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples that users are shown print what they are shown to print. */
class BuiltinExamplesTest {
  private static final Jx9 EVERYTHING = withEverything();

  private static Jx9 withEverything() {
    Jx9.Builder builder = Jx9.builder();
    List<Library> libraries =
        StandardLibrary.create(
            StandardLibraryOptions.defaults().withMathFunctions(true).withHashFunctions(true));
    libraries.forEach(builder::library);
    return builder.hostFunctions(true).build();
  }

  static Stream<FunctionDescription> functions() {
    return StandardLibrary.descriptions().stream();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void exampleShowsTheFunctionAndPrintsWhatItSays(
      FunctionDescription function, @TempDir Path directory) throws IOException {
    assertFalse(function.example().isEmpty(), "no example");
    assertTrue(function.example().contains(function.name()), function.example());
    assertTrue(function.signature().startsWith(function.name() + "("), function.signature());
    Path inside = Files.createDirectory(directory.resolve("work"));
    RunOptions options = RunOptions.builder().clock(Clock.system(ZoneOffset.UTC)).build();
    // Examples of host functions make files; the place for them is the test's.
    String place = function.topic().startsWith("host") ? "chdir('" + inside + "'); " : "";
    ScriptRun run = EVERYTHING.compile(place + function.example()).newRun(options);
    run.execute();
    assertEquals(
        function.output().stripTrailing(),
        new String(run.output(), StandardCharsets.UTF_8).stripTrailing(),
        function.example());
  }

  @Test
  void everyFunctionOfEveryLibraryIsDescribed() {
    List<String> described = functions().map(FunctionDescription::name).sorted().toList();
    List<String> defined =
        StandardLibrary.create(new StandardLibraryOptions(true, true, true)).stream()
            .flatMap(library -> library.functions().keySet().stream())
            .sorted()
            .toList();
    assertEquals(defined, described);
  }
}

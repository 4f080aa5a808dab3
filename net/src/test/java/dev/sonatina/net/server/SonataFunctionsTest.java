package dev.sonatina.net.server;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.engine.api.HeapBudget;
import dev.sonatina.jx9.builtin.FunctionDescription;
import dev.sonatina.jx9.function.Library;
import dev.sonatina.net.client.SonataClient;
import dev.sonatina.net.sonata.backend.BackendFault;
import dev.sonatina.net.sonata.script.SonataFunctions;
import dev.sonatina.net.sonata.script.SonataLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Each function of a server's scripts is described, with an example that does what it says. */
class SonataFunctionsTest {

  @Test
  void allAreDescribed() {
    Library library =
        SonataLibrary.create(
            (address, provider) -> {
              throw new BackendFault("nobody is called here");
            },
            HeapBudget.unlimited());
    Set<String> names = new TreeSet<>(library.functions().keySet());
    names.addAll(library.constants().keySet());
    assertEquals(
        names,
        SonataFunctions.descriptions().stream()
            .map(FunctionDescription::name)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void examplesPrintWhatTheySay(@TempDir Path directory) throws IOException {
    try (SonatinaServer server = SonatinaServer.builder().dataDirectory(directory).start();
        SonataClient client = SonataClient.connect(server.address().toString())) {
      List<Executable> checks = new ArrayList<>();
      for (FunctionDescription function : SonataFunctions.descriptions()) {
        String name = "of_" + function.name();
        client.admin(0).createDatabase(name, "unqlite", "{\"in-memory\":true}");
        String database =
            String.format(
                "$db = {address: \"%s\", provider_id: 0, database_name: \"%s\"}; ",
                server.address(), name);
        String printed = client.database(0, name).execute(database + function.example()).output();
        checks.add(() -> assertEquals(function.output(), printed, function.name()));
      }
      assertAll(checks);
    }
  }
}

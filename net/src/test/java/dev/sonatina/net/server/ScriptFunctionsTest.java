package dev.sonatina.net.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sonatina.engine.api.ScriptResult;
import dev.sonatina.net.client.RemoteDatabase;
import dev.sonatina.net.client.SonataClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptFunctionsTest {

  private Path directory;
  private SonatinaServer server;
  private SonataClient client;
  private RemoteDatabase database;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    directory = temporary;
    server = SonatinaServer.builder().dataDirectory(directory.resolve("one")).start();
    client = SonataClient.connect(server.address().toString());
    client.admin(0).createDatabase("db", "unqlite", "{\"in-memory\":true}");
    database = client.database(0, "db");
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private static String handles(SonatinaServer target, String name) {
    return "$db = { address : \""
        + target.address()
        + "\", provider_id : 0, database_name : \""
        + name
        + "\" };\n";
  }

  private ScriptResult run(String code, String... variables) {
    return database.execute(handles(server, "db") + code, variables);
  }

  @Test
  void aScriptWorksOnItsOwnDatabase() {
    ScriptResult result =
        run(
            """
            $c = sonata_coll_create($db, "c");
            $r = { a : 1 };
            $id = sonata_store($c, $r);
            $r = { a : 5 };
            sonata_store($c, $r);
            $size = sonata_size($c);
            $last = sonata_last_record_id($c);
            $one = sonata_fetch($c, 1);
            $new = { a : 9 };
            $ok = sonata_update($c, 0, $new);
            function big($x) { return $x.a > 6; }
            $big = sonata_filter($c, big);
            $gone = sonata_erase($c, 1);
            $all = sonata_all($c);
            $exists = sonata_coll_exists($db, "c");
            $missing = sonata_coll_open($db, "zz");
            """,
            "id",
            "size",
            "last",
            "one",
            "ok",
            "big",
            "gone",
            "all",
            "exists",
            "missing");
    assertEquals("", result.output());
    assertEquals("0", result.text("id"));
    assertEquals("2", result.text("size"));
    assertEquals("1", result.text("last"));
    assertEquals("{\"a\":5,\"__id\":1}", result.text("one"));
    assertEquals("true", result.text("ok"));
    assertEquals("[{\"a\":9,\"__id\":0}]", result.text("big"));
    assertEquals("true", result.text("gone"));
    assertEquals("[{\"a\":9,\"__id\":0}]", result.text("all"));
    assertEquals("true", result.text("exists"));
    assertEquals("", result.text("missing"));
  }

  @Test
  void refusalsArePrintedAndYieldNull() {
    assertEquals(
        "sonata_store: unexpected number of aruments (1, expected 2 or 3)",
        run("$x = sonata_store($db);", "x").output());
    assertEquals(
        "sonata_fetch threw an exception: Could not find \"database\" entry in collection"
            + " information",
        run("$c = { collection_name : \"c\" }; $x = sonata_fetch($c, 0);").output());
    assertEquals(
        "sonata_fetch threw an exception: Collection does not exist",
        run("$c = { database : $db, collection_name : \"c\" }; sonata_fetch($c, 0);").output());
    assertEquals(
        "sonata_db_create threw an exception: Database db already attached",
        run("$o = { path : \"p\" }; sonata_db_create($db.address, 0, \"db\", \"null\", $o);")
            .output());
    assertEquals(
        "sonata_wait threw an exception: Invalid argument (not an asynchronous request object)",
        run("sonata_wait(5);").output());
  }

  @Test
  void otherServersNeedTheOperatorsConsent() throws IOException {
    try (SonatinaServer other =
        SonatinaServer.builder().dataDirectory(directory.resolve("two")).start()) {
      other.providers().get(0).create("far", "unqlite", "{\"in-memory\":true}");
      String code =
          handles(other, "far")
              + "$c = sonata_coll_create($db, \"c\"); $r = { a : 1 };"
              + " $id = sonata_store($c, $r); print sonata_fetch($c, 0);";
      String refused = database.execute(code).output();
      assertTrue(refused.contains("does not let scripts call"), refused);
      try (SonatinaServer trusting =
              SonatinaServer.builder()
                  .dataDirectory(directory.resolve("three"))
                  .scriptServers(Set.of("127.0.0.1:" + other.address().port()))
                  .start();
          SonataClient user = SonataClient.connect(trusting.address().toString())) {
        user.admin(0).createDatabase("near", "unqlite", "{\"in-memory\":true}");
        assertEquals("{\"a\":1,\"__id\":0}", user.database(0, "near").execute(code).output());
      }
    }
  }

  @Test
  void scriptsMayCallScriptsButNotWithoutEnd() {
    ScriptResult result =
        run(
            """
            $code = 'print "inner"; $v = 7;';
            $r = sonata_execute($db, $code, ["v", "__output__"]);
            """,
            "r");
    assertEquals("{\"v\":\"7\",\"__output__\":\"inner\"}", result.text("r"));
    String endless =
        handles(server, "db")
            + "$r = sonata_execute($db, __SCRIPT__, [\"__output__\"]); print $r.__output__;";
    assertTrue(
        database.execute(endless).output().contains("nested deeper than"),
        () -> database.execute(endless).output());
  }

  @Test
  void theScriptKnowsItsOwnText() {
    assertEquals("print __SCRIPT__;", database.execute("print __SCRIPT__;").output());
  }
}

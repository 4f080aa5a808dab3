package dev.sonatina.net.sonata.script;

import dev.sonatina.jx9.builtin.FunctionDescription;
import java.util.List;

/** What a user wants to know about the functions and the constant of {@link SonataLibrary}. */
public final class SonataFunctions {

  /** What {@code $c} is in the examples. */
  private static final String COLLECTION = "$c = sonata_coll_create($db, \"c\"); ";

  private static final String RECORD = COLLECTION + "$r = {a: 1}; sonata_store($c, $r); ";

  private SonataFunctions() {}

  /**
   * Descriptions of all of them. In the examples {@code $db} is the script's own database, as in
   * {@code {address: "ofi+tcp://HOST:PORT", provider_id: 0, database_name: "db"}}, and empty.
   */
  public static List<FunctionDescription> descriptions() {
    return List.of(
        describe(
            "sonata_coll_create(database, name)",
            "Makes a collection; what stands for it in other calls, null if it cannot be made. A"
                + " database is {address: …, provider_id: …, database_name: …}.",
            "$c = sonata_coll_create($db, \"c\"); print $c.collection_name;",
            "c"),
        describe(
            "sonata_coll_open(database, name)",
            "What stands for a collection in other calls; null if there is none.",
            "sonata_coll_create($db, \"c\"); dump(sonata_coll_open($db, \"d\"));",
            "null\n"),
        describe(
            "sonata_coll_exists(database, name)",
            "Whether there is a collection of that name.",
            COLLECTION + "print sonata_coll_exists($db, \"c\"), sonata_coll_exists($db, \"d\");",
            "truefalse"),
        describe(
            "sonata_coll_drop(database, name)",
            "Removes a collection with its records; false if that fails.",
            COLLECTION + "print sonata_coll_drop($db, \"c\"), sonata_coll_exists($db, \"c\");",
            "truefalse"),
        describe(
            "sonata_store(collection, record)",
            "Stores a record and gives its id.",
            COLLECTION + "$r = {a: 1}; print sonata_store($c, $r), sonata_store($c, $r);",
            "01"),
        describe(
            "sonata_fetch(collection, id)",
            "The record with that id.",
            RECORD + "print sonata_fetch($c, 0);",
            "{\"a\":1,\"__id\":0}"),
        describe(
            "sonata_filter(collection, function)",
            "The records for which the function is true.",
            "function big($r) { return $r.a > 1; } " + RECORD + "print sonata_filter($c, big);",
            "[]"),
        describe(
            "sonata_update(collection, id, record)",
            "Replaces a record; true.",
            RECORD + "$r = {a: 2}; print sonata_update($c, 0, $r), sonata_fetch($c, 0);",
            "true{\"a\":2,\"__id\":0}"),
        describe(
            "sonata_erase(collection, id)",
            "Erases a record; true.",
            RECORD + "print sonata_erase($c, 0), sonata_size($c);",
            "true0"),
        describe(
            "sonata_all(collection)",
            "All records in the order of their ids.",
            RECORD + "print sonata_all($c);",
            "[{\"a\":1,\"__id\":0}]"),
        describe(
            "sonata_size(collection)",
            "How many records there are.",
            RECORD + "print sonata_size($c);",
            "1"),
        describe(
            "sonata_last_record_id(collection)",
            "The highest id that was given to a record.",
            RECORD + "print sonata_last_record_id($c);",
            "0"),
        describe(
            "sonata_execute(database, code [, variables])",
            "Runs a script, given as text or as a function whose body it is, on a database; the JSON"
                + " texts of the named variables of it.",
            "$names = [\"x\"]; print sonata_execute($db, \"\\$x = 6 * 7;\", $names);",
            "{\"x\":\"42\"}"),
        describe(
            "sonata_db_create(address, provider, name, type, config [, token])",
            "Makes a database on a provider; true.",
            "print sonata_db_create($db.address, 0, \"new\", \"unqlite\", \"{\\\"in-memory\\\":true}\");",
            "true"),
        describe(
            "sonata_db_attach(address, provider, name, type, config [, token])",
            "Offers a database that exists; true.",
            "sonata_db_attach($db.address, 0, \"other\", \"nosuch\", \"{}\");",
            "sonata_db_attach threw an exception: Unknown database type nosuch"),
        describe(
            "sonata_db_detach(address, provider, name [, token])",
            "Stops offering a database, which stays on its disk; true.",
            "print sonata_db_detach($db.address, 0, $db.database_name);",
            "true"),
        describe(
            "sonata_db_destroy(address, provider, name [, token])",
            "Removes a database with all that is in it; true.",
            "sonata_db_create($db.address, 0, \"short\", \"null\", \"{}\");"
                + " print sonata_db_destroy($db.address, 0, \"short\");",
            "true"),
        describe(
            "sonata_wait(request)",
            "Waits for nothing: no function here yields a request.",
            "sonata_wait(1);",
            "sonata_wait threw an exception: Invalid argument (not an asynchronous request object)"),
        describe(
            "sonata_test(request)",
            "Tests nothing: no function here yields a request.",
            "sonata_test(1);",
            "sonata_test threw an exception: Invalid argument (not an asynchronous request object)"),
        describe(
            "__SCRIPT__",
            "A constant: the text of the running script.",
            "print strlen(__SCRIPT__) > 0;",
            "true"));
  }

  private static FunctionDescription describe(
      String signature, String result, String example, String output) {
    int end = signature.indexOf('(');
    String name = end < 0 ? signature : signature.substring(0, end);
    return new FunctionDescription(name, "server", signature, result, example, output);
  }
}

package dev.sonatina.engine.query;

import dev.sonatina.jx9.builtin.FunctionDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a user wants to know about the functions of {@link DatabaseLibrary}. */
public final class DatabaseFunctions {

  private DatabaseFunctions() {}

  /** Descriptions of all of them; each example begins with an empty database. */
  public static List<FunctionDescription> descriptions() {
    return Stream.of(
            describe(
                "db_exists(collection)",
                "Whether there is a collection of that name.",
                "db_create(\"c\"); print db_exists(\"c\"), db_exists(\"d\");",
                "truefalse",
                "collection_exists"),
            describe(
                "db_create(collection)",
                "Makes a collection; false if there is one of that name.",
                "print db_create(\"c\"), db_create(\"c\");",
                "truefalse",
                "collection_create"),
            describe(
                "db_drop_collection(collection)",
                "Removes a collection with its records; false if there is none.",
                "db_create(\"c\"); print db_drop_collection(\"c\"), db_exists(\"c\");",
                "truefalse",
                "collection_delete"),
            describe(
                "db_store(collection, value, …)",
                "Stores values as records and writes the id of each into it as __id; true, or false"
                    + " at the first that failed. The elements of an array become a record each.",
                "db_create(\"c\"); $r = {a: 1}; print db_store(\"c\", $r), $r;",
                "true{\"a\":1,\"__id\":0}",
                "db_put"),
            describe(
                "db_fetch(collection)",
                "The next record; null at the end, and then the first one again.",
                "db_create(\"c\"); $l = [{a: 1}, {a: 2}]; db_store(\"c\", $l); while (($r ="
                    + " db_fetch(\"c\")) != NULL) { print $r.a; }",
                "12",
                "db_get"),
            describe(
                "db_fetch_by_id(collection, id)",
                "The record with that id; null if there is none.",
                "db_create(\"c\"); $r = {a: 1}; db_store(\"c\", $r); print db_fetch_by_id(\"c\","
                    + " 0);",
                "{\"a\":1,\"__id\":0}",
                "db_get_by_id"),
            describe(
                "db_fetch_all(collection [, function])",
                "The records for which the function is true, or all, in the order of their ids.",
                "db_create(\"c\"); $l = [{a: 1}, {a: 2}]; db_store(\"c\", $l); print"
                    + " db_fetch_all(\"c\", function($r) { return $r.a > 1; });",
                "[{\"a\":2,\"__id\":1}]",
                "db_get_all"),
            describe(
                "db_update_record(collection, id, object)",
                "Replaces a record; false if there is none with that id.",
                "db_create(\"c\"); $r = {a: 1}; db_store(\"c\", $r); $r.a = 2; print"
                    + " db_update_record(\"c\", 0, $r), db_fetch_by_id(\"c\", 0);",
                "true{\"a\":2,\"__id\":0}"),
            describe(
                "db_drop_record(collection, id)",
                "Removes a record, whose id is not used again; false if there is none.",
                "db_create(\"c\"); $r = {a: 1}; db_store(\"c\", $r); print db_drop_record(\"c\","
                    + " 0), db_total_records(\"c\");",
                "true0"),
            describe(
                "db_total_records(collection)",
                "How many records there are; false without the collection.",
                "db_create(\"c\"); $l = [{a: 1}, {a: 2}]; db_store(\"c\", $l); print"
                    + " db_total_records(\"c\");",
                "2"),
            describe(
                "db_last_record_id(collection)",
                "The id that was given last; 0 if none was.",
                "db_create(\"c\"); $l = [{a: 1}, {a: 2}]; db_store(\"c\", $l); print"
                    + " db_last_record_id(\"c\");",
                "1"),
            describe(
                "db_current_record_id(collection)",
                "The id that db_fetch tries next.",
                "db_create(\"c\"); $r = {a: 1}; db_store(\"c\", $r); db_fetch(\"c\"); print"
                    + " db_current_record_id(\"c\");",
                "1"),
            describe(
                "db_reset_record_cursor(collection)",
                "Lets db_fetch begin with the first record.",
                "db_create(\"c\"); $r = {a: 1}; db_store(\"c\", $r); db_fetch(\"c\"); print"
                    + " db_reset_record_cursor(\"c\"), db_current_record_id(\"c\");",
                "true0"),
            describe(
                "db_creation_date(collection)",
                "When the collection was made, in UTC; the month counts from 0.",
                "db_create(\"c\"); print strlen(db_creation_date(\"c\")) >= 17;",
                "true"),
            describe(
                "db_set_schema(collection, object)",
                "Keeps an object with the collection, which is never enforced; false for anything"
                    + " else.",
                "db_create(\"c\"); $s = {a: \"int\"}; print db_set_schema(\"c\", $s);",
                "true"),
            describe(
                "db_get_schema(collection)",
                "The object that was set; null if none was.",
                "db_create(\"c\"); $s = {a: \"int\"}; db_set_schema(\"c\", $s); print"
                    + " db_get_schema(\"c\");",
                "{\"a\":\"int\"}"),
            describe(
                "db_begin()",
                "Begins a transaction, which is rolled back when it is still open after 5 s.",
                "db_create(\"c\"); db_begin(); $r = {a: 1}; db_store(\"c\", $r); db_commit(); print"
                    + " db_total_records(\"c\");",
                "1"),
            describe(
                "db_commit()",
                "Makes what was written since db_begin permanent.",
                "db_create(\"c\"); db_begin(); $r = {a: 1}; db_store(\"c\", $r); print"
                    + " db_commit();",
                "true"),
            describe(
                "db_rollback()",
                "Undoes what was written since db_begin.",
                "db_create(\"c\"); db_begin(); $r = {a: 1}; db_store(\"c\", $r); db_rollback();"
                    + " print db_total_records(\"c\");",
                "0"),
            describe(
                "db_errlog()",
                "The messages of failed database functions, newest last.",
                "db_fetch(\"nosuch\"); print strlen(db_errlog()) > 0;",
                "true"),
            describe(
                "db_version()",
                "The version of UnQLite whose database functions these are.",
                "print db_version();",
                "1.1.9"),
            describe(
                "db_sig()",
                "The signature of UnQLite.",
                "print substr(db_sig(), 0, 8);",
                "unqlite:"),
            describe(
                "db_copyright()",
                "A line about who made this.",
                "print strlen(db_copyright()) > 0;",
                "true",
                "db_credits"))
        .flatMap(List::stream)
        .toList();
  }

  private static List<FunctionDescription> describe(
      String signature, String result, String example, String output, String... otherNames) {
    String name = signature.substring(0, signature.indexOf('('));
    FunctionDescription description =
        new FunctionDescription(name, "database", signature, result, example, output);
    List<FunctionDescription> descriptions = new ArrayList<>();
    descriptions.add(description);
    for (String other : otherNames) {
      descriptions.add(description.renamed(other));
    }
    return descriptions;
  }
}

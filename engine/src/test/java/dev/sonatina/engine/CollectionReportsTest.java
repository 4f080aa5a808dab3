package dev.sonatina.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.ScriptRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the functions of collections answer, report and log when there is no such collection. */
class CollectionReportsTest {

  private static final String LOGGED = "Collection 'no' not defined in the underlying database\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "db_fetch('no') | '' | null",
        "db_fetch_all('no') | '' | null",
        "db_fetch_by_id('no', 0) | '' | null",
        "db_total_records('no') | '' | bool(false)",
        "db_reset_record_cursor('no') | '' | bool(false)",
        "db_store('no', 1) | Error: db_store() | bool(false)",
        "db_update_record('no', 1) | Error: db_update_record() | bool(false)",
        "db_drop_record('no', 1) | Error: db_drop_record() | bool(false)",
        "db_drop_collection('no') | Error: db_drop_collection() | bool(false)",
        "db_set_schema('no', $o) | Warning: db_set_schema() | bool(false)",
        "db_get_schema('no') | Warning: db_get_schema() | null"
      })
  void onlySomeReportAnUnknownCollection(String call, String reporter, String answer) {
    String report = reporter.isEmpty() ? "" : reporter + ": No such collection 'no'\n";
    assertEquals(
        report + answer + "\n" + LOGGED,
        output("$o = {a: 1}; dump(" + call + "); print db_errlog();"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "db_set_schema('no', 1) | Error: db_set_schema(): Invalid collection scheme | bool(false)",
        "db_get_schema() | Error: db_get_schema(): Missing collection name and/or db scheme | bool(false)",
        "db_drop_record() | Error: db_drop_record(): Missing collection name and/or records | bool(false)",
        "db_get_schema('') | Error: db_get_schema(): Invalid collection name | bool(false)"
      })
  void argumentsAreLookedAtFirst(String call, String report, String answer) {
    assertEquals(report + "\n" + answer + "\n", output("dump(" + call + "); print db_errlog();"));
  }

  private static String output(String script) {
    try (Database database = Sonatina.inMemory()) {
      return database.execute(ScriptRequest.of(script).reportErrors(true)).output();
    }
  }
}

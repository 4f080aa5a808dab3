package dev.sonatina.conformance.bench;

import dev.sonatina.engine.Sonatina;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how long a program that is warm takes to open and close a small database, as unit tests
 * do, beside H2 by JDBC. Not part of any build; run it, on a quiet machine, by
 *
 * <pre>
 *   mvn -q -pl conformance-tests -am test -Dtest=OpenBenchmarkTest \
 *       -Dsurefire.failIfNoSpecifiedTests=false -Dtest.profile=bench
 * </pre>
 */
@EnabledIfSystemProperty(named = "sonatina.profile", matches = "bench")
class OpenBenchmarkTest {

  private static final int RECORDS = 1_000;
  private static final int WARM_UP = 200;
  private static final int ROUNDS = 200;
  private static final String RECORD = "{\"rank\":7,\"event\":\"0:12:9\",\"score\":0.25}";

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it.
  Path directory;

  /** Opens a database, uses it or not, and closes it. */
  private interface Use {
    void run() throws SQLException;
  }

  private record Contest(String what, Use ours, Use theirs) {}

  @Test
  void openAndClose() throws SQLException {
    Path file = directory.resolve("ours");
    String url = "jdbc:h2:file:" + directory.resolve("theirs");
    fill(file);
    fill(url);
    List<Contest> contests =
        List.of(
            new Contest(
                "in memory", () -> Sonatina.inMemory().close(), () -> connect("jdbc:h2:mem:")),
            new Contest("on file", () -> Sonatina.open(file).close(), () -> connect(url)),
            new Contest("on file, one record", () -> storeOne(file), () -> storeOne(url)));
    print("warm open and close, ms, medians of %d in turns, %d records on file", ROUNDS, RECORDS);
    print("%-22s %10s %10s %8s", "", "Sonatina", "H2", "ratio");
    for (Contest contest : contests) {
      double[] ours = new double[ROUNDS];
      double[] theirs = new double[ROUNDS];
      for (int round = -WARM_UP; round < ROUNDS; round++) {
        double our = millis(contest.ours);
        double their = millis(contest.theirs);
        if (round >= 0) {
          ours[round] = our;
          theirs[round] = their;
        }
      }
      double our = median(ours);
      double their = median(theirs);
      print("%-22s %10.3f %10.3f %7.2fx", contest.what, our, their, our / their);
    }
  }

  private static void fill(Path file) {
    try (Database database = Sonatina.open(file)) {
      List<String> records = new ArrayList<>();
      for (int i = 0; i < RECORDS; i++) {
        records.add(RECORD);
      }
      database.createCollection("records").storeAll(records);
    }
  }

  private static void fill(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create table records (id bigint auto_increment primary key, record varchar)");
      for (int i = 0; i < RECORDS; i++) {
        insert(connection);
      }
    }
  }

  private static void connect(String url) throws SQLException {
    DriverManager.getConnection(url).close();
  }

  private static void storeOne(Path file) {
    try (Database database = Sonatina.open(file)) {
      Collection collection = database.collection("records");
      collection.store(RECORD);
    }
  }

  private static void storeOne(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      insert(connection);
    }
  }

  private static void insert(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("insert into records (record) values (?)")) {
      statement.setString(1, RECORD);
      statement.executeUpdate();
    }
  }

  private static double millis(Use use) throws SQLException {
    long start = System.nanoTime();
    use.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  @SuppressWarnings("SystemOut") // The figures belong on the console.
  private static void print(String format, Object... arguments) {
    System.out.println(String.format(Locale.ROOT, format, arguments));
  }
}

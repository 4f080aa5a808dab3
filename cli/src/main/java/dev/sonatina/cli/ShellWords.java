package dev.sonatina.cli;

import dev.sonatina.engine.api.Record;
import dev.sonatina.engine.api.Records;
import dev.sonatina.engine.api.SonatinaException;
import dev.sonatina.engine.query.DatabaseFunctions;
import dev.sonatina.jx9.builtin.StandardLibrary;
import dev.sonatina.net.protocol.json.JsonReader;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What may be typed in a shell: commands, functions, collections, and members of some records. */
final class ShellWords {

  private static final int SAMPLED_COLLECTIONS = 20;
  private static final int SAMPLED_RECORDS = 5;

  private final ShellSession session;
  private final List<String> fixed;

  ShellWords(ShellSession session, Collection<String> commands) {
    this.session = session;
    fixed = new ArrayList<>(commands);
    StandardLibrary.descriptions().forEach(function -> fixed.add(function.name()));
    DatabaseFunctions.descriptions().forEach(function -> fixed.add(function.name()));
  }

  /** The words as the database is now. */
  List<String> all() {
    Set<String> words = new LinkedHashSet<>(fixed);
    try {
      List<String> collections = session.database().collectionNames();
      words.addAll(collections);
      collections.stream().limit(SAMPLED_COLLECTIONS).forEach(name -> addMembers(name, words));
    } catch (SonatinaException e) {
      // Servers do not tell them.
    }
    return List.copyOf(words);
  }

  private void addMembers(String collection, Set<String> words) {
    int sampled = 0;
    try (Records records = session.database().collection(collection).all()) {
      for (Record record : records) {
        if (JsonReader.read(record.jsonBytes()) instanceof ObjectValue object) {
          words.addAll(object.members().keySet());
        }
        if (++sampled == SAMPLED_RECORDS) {
          return;
        }
      }
    }
  }
}

package dev.sonatina.cli;

import dev.sonatina.cli.DatabaseAddress.Access;
import dev.sonatina.cli.DatabaseAddress.OpenedDatabase;
import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.engine.api.Collection;
import dev.sonatina.engine.api.Database;
import dev.sonatina.engine.api.StoreInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Tells what a database holds and what it takes. */
final class InfoCommand extends Verb {

  private final Stdio stdio;

  private final Argument<String> database =
      operand("DATABASE", "A directory or a .unqlite file.").as(String.class);

  private final Argument<Boolean> json = flag("--json", "Print one JSON object.");

  InfoCommand(Stdio stdio) {
    super(
        "info",
        "Tells the collections of a database, how many records they have and what the "
            + "files take. Another process may be writing to it meanwhile.");
    footer("", "Example: sonatina info runs/today");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    try (OpenedDatabase opened = DatabaseAddress.parse(database.value()).open(Access.READ)) {
      answer(opened.database()).print(stdio, json.value());
    }
    return ExitCode.DONE.status();
  }

  /** What there is to tell of a database. */
  static Answer answer(Database source) {
    StoreInfo info = source.info();
    Answer answer =
        new Answer()
            .line("store        %s", info.kind())
            .line("records      %,d in %,d collections", info.records(), info.collections())
            .line("files        %,d bytes", info.fileBytes())
            .line("live         %,d bytes", info.liveBytes())
            .line(
                "other        %,d bytes, of records replaced and erased and of the store itself",
                info.deadBytes())
            .member("store", info.kind())
            .member("records", info.records())
            .member("fileBytes", info.fileBytes())
            .member("liveBytes", info.liveBytes())
            .member("deadBytes", info.deadBytes())
            .member("segments", info.segments())
            .member("tailBytes", info.tailBytes());
    List<Answer> collections = new ArrayList<>();
    for (String name : source.collectionNames()) {
      Collection collection = source.collection(name);
      long records = collection.size();
      answer.line("collection   %,12d records  %s", records, name);
      Answer entry = new Answer().member("name", name).member("records", records);
      collection.lastId().ifPresent(id -> entry.member("lastId", id));
      collections.add(entry);
    }
    return answer.members("collections", collections);
  }
}

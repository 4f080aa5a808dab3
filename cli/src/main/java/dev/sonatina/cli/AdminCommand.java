package dev.sonatina.cli;

import dev.sonatina.cli.verb.Argument;
import dev.sonatina.cli.verb.Verb;
import dev.sonatina.net.client.ClientOptions;
import dev.sonatina.net.client.SonataAdmin;
import dev.sonatina.net.client.SonataClient;
import dev.sonatina.net.protocol.json.JsonValue.ObjectValue;
import dev.sonatina.net.protocol.json.JsonValue.StringValue;
import dev.sonatina.net.protocol.json.JsonWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes, opens and removes databases of a server that runs. */
final class AdminCommand extends Verb {

  /** What can be asked of a server. */
  enum Action {
    CREATE,
    ATTACH,
    DETACH,
    DESTROY,
    LIST
  }

  private static final Pattern PROVIDER = Pattern.compile("([^/]+://[^/]+?)(?:/(\\d{1,5}))?/?");

  private final Stdio stdio;

  private final Argument<Action> action =
      operand("ACTION", "create, attach, detach, destroy or list.").as(Action.class);

  private final Argument<String> address =
      operand("ADDRESS", "ofi+tcp://HOST:PORT/PROVIDER/NAME; for list without /NAME.")
          .as(String.class);

  private final Argument<String> type =
      option("--type", "TYPE", "Type of the database (default: ${DEFAULT-VALUE}).")
          .orElse("unqlite")
          .as(String.class);

  private final Argument<String> config =
      option("--config", "JSON", "Its configuration (default: {\"path\": NAME}).").as(String.class);

  private final TokenOption token = new TokenOption(this);

  AdminCommand(Stdio stdio) {
    super("admin", "Makes, opens and removes databases of a server that runs, or lists them.");
    footer(
        "",
        "Example: sonatina admin create ofi+tcp://127.0.0.1:5555/0/runs",
        "         sonatina admin list ofi+tcp://127.0.0.1:5555/0");
    this.stdio = stdio;
  }

  @Override
  public Integer call() throws IOException {
    RemoteAddress target = target();
    ClientOptions options = ClientOptions.defaults().withSecurityToken(token.token());
    try (SonataClient client = ServerCalls.connect(target.server(), options)) {
      carryOut(client.admin(target.provider()), target.name());
    }
    return ExitCode.DONE.status();
  }

  private void carryOut(SonataAdmin admin, String name) throws IOException {
    switch (action.value()) {
      case CREATE -> admin.createDatabase(name, type.value(), configOf(name));
      case ATTACH -> admin.attachDatabase(name, type.value(), configOf(name));
      case DETACH -> admin.detachDatabase(name);
      case DESTROY -> admin.destroyDatabase(name);
      case LIST -> {
        List<String> names = admin.listDatabases().stream().sorted().toList();
        for (String each : names) {
          stdio.out().writeLine(each.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
  }

  private RemoteAddress target() {
    Matcher provider = PROVIDER.matcher(address.value());
    if (action.value() == Action.LIST && provider.matches()) {
      String number = provider.group(2) == null ? "0" : provider.group(2);
      return RemoteAddress.parse(provider.group(1) + "/" + number + "/any");
    }
    return RemoteAddress.parse(address.value());
  }

  private String configOf(String name) {
    String given = config.orNull();
    return given != null
        ? given
        : JsonWriter.write(new ObjectValue(Map.of("path", new StringValue(name))));
  }
}

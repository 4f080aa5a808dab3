package dev.sonatina.cli;

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
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes, opens and removes databases of a server that runs. */
@Command(
    name = "admin",
    description = "Makes, opens and removes databases of a server that runs, or lists them.",
    footer = {
      "",
      "Example: sonatina admin create ofi+tcp://127.0.0.1:5555/0/runs",
      "         sonatina admin list ofi+tcp://127.0.0.1:5555/0"
    })
final class AdminCommand implements Callable<Integer> {

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

  @Parameters(paramLabel = "ACTION", description = "create, attach, detach, destroy or list.")
  private Action action = Action.LIST;

  @Parameters(
      paramLabel = "ADDRESS",
      description = "ofi+tcp://HOST:PORT/PROVIDER/NAME; for list without /NAME.")
  private String address = "";

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      defaultValue = "unqlite",
      description = "Type of the database (default: ${DEFAULT-VALUE}).")
  private String type = "unqlite";

  @Option(
      names = "--config",
      paramLabel = "JSON",
      description = "Its configuration (default: {\"path\": NAME}).")
  private @Nullable String config;

  @Mixin private TokenOption token = new TokenOption();

  AdminCommand(Stdio stdio) {
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
    switch (action) {
      case CREATE -> admin.createDatabase(name, type, configOf(name));
      case ATTACH -> admin.attachDatabase(name, type, configOf(name));
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
    Matcher provider = PROVIDER.matcher(address);
    if (action == Action.LIST && provider.matches()) {
      String number = provider.group(2) == null ? "0" : provider.group(2);
      return RemoteAddress.parse(provider.group(1) + "/" + number + "/any");
    }
    return RemoteAddress.parse(address);
  }

  private String configOf(String name) {
    String given = config;
    return given != null
        ? given
        : JsonWriter.write(new ObjectValue(Map.of("path", new StringValue(name))));
  }
}

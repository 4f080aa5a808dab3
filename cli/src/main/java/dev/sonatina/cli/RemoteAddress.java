package dev.sonatina.cli;

import dev.sonatina.net.client.ClientOptions;
import dev.sonatina.net.client.SonataClient;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A database behind a server.
 *
 * @param server the address of the server, as it published it
 * @param provider the number of the provider that has the database
 * @param name the name of the database there
 */
record RemoteAddress(String server, int provider, String name) implements DatabaseAddress {

  private static final Pattern FORM = Pattern.compile("([^/]+://[^/]+)/(\\d{1,5})/(.+)");
  private static final int PROVIDER_MAX = 65_535;

  static RemoteAddress parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches() || Integer.parseInt(form.group(2)) > PROVIDER_MAX) {
      throw new CliException(
          ExitCode.USAGE, text + ": no address (expected: ofi+tcp://HOST:PORT/PROVIDER/NAME)");
    }
    return new RemoteAddress(form.group(1), Integer.parseInt(form.group(2)), form.group(3));
  }

  @Override
  public OpenedDatabase open(Access access, ScriptSettings scripts) {
    if (scripts.allowHost()) {
      throw new CliException(
          ExitCode.USAGE, "--allow-host: scripts sent to a server cannot reach any machine");
    }
    if (scripts.limits().isGiven()) {
      throw new CliException(
          ExitCode.USAGE,
          "--limit: a server limits the scripts sent to it, with this option of its");
    }
    SonataClient client = ServerCalls.connect(server, ClientOptions.defaults());
    try {
      return new OpenedDatabase(client.database(provider, name), client::close);
    } catch (RuntimeException e) {
      client.close();
      throw e;
    }
  }
}

package dev.sonatina.cli;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jline.reader.impl.history.DefaultHistory;

/** A history that does not keep lines in which a token or password may stand. */
final class TokenlessHistory extends DefaultHistory {

  private static final Pattern SECRET =
      Pattern.compile("token|passw|secret", Pattern.CASE_INSENSITIVE);

  @Override
  public void add(Instant time, String line) {
    if (!SECRET.matcher(line).find()) {
      super.add(time, line);
    }
  }
}

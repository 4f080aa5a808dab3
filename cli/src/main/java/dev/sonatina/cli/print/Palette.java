package dev.sonatina.cli.print;

/** The few ways in which text on a terminal is set off; {@link #PLAIN} leaves it as it is. */
public enum Palette {
  PLAIN(false),
  COLOURED(true);

  private final boolean coloured;

  Palette(boolean coloured) {
    this.coloured = coloured;
  }

  public String heading(String text) {
    return wrap("1", text);
  }

  public String code(String text) {
    return wrap("36", text);
  }

  public String faint(String text) {
    return wrap("2", text);
  }

  public String good(String text) {
    return wrap("32", text);
  }

  public String number(String text) {
    return wrap("33", text);
  }

  public String bad(String text) {
    return wrap("31", text);
  }

  private String wrap(String attribute, String text) {
    return coloured ? "\u001b[" + attribute + "m" + text + "\u001b[0m" : text;
  }
}

package dev.sonatina.cli.verb;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;

/** An argument of a verb, which has its value once the command line was read. */
public final class Argument<T> {

  private final String name;
  private final @Nullable T ifAbsent;
  private @Nullable T value;
  private Consumer<? super T> listener = read -> {};
  private final Binding binding = new Binding();

  /**
   * An argument that was not read yet.
   *
   * @param name what users call it
   * @param ifAbsent its value if none is read; null for none
   */
  Argument(String name, @Nullable T ifAbsent) {
    this.name = name;
    this.ifAbsent = ifAbsent;
  }

  /**
   * The value that was given, or that the argument has otherwise.
   *
   * @throws IllegalStateException if it has none; {@link #orNull} is for arguments that may lack it
   */
  public T value() {
    T found = orNull();
    if (found == null) {
      throw new IllegalStateException(name + " has no value");
    }
    return found;
  }

  /** The value that was given, or that the argument has otherwise; null if it has none. */
  public @Nullable T orNull() {
    return value == null ? ifAbsent : value;
  }

  /** Hands values on as they are read, and a list anew with each value that is added. */
  public Argument<T> whenRead(Consumer<? super T> reader) {
    listener = reader;
    return this;
  }

  Binding binding() {
    return binding;
  }

  /** How Picocli sees the value. */
  final class Binding implements IGetter, ISetter {

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Picocli's signature.
    public <V> @Nullable V get() {
      return (V) value;
    }

    @Override
    @SuppressWarnings("unchecked") // Picocli converts to the type that it was told.
    public <V> @Nullable V set(V read) {
      T before = value;
      value = (T) read;
      if (read != null) {
        listener.accept((T) read);
      }
      return (V) before;
    }
  }
}

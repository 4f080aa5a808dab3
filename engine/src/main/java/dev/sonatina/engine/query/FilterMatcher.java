package dev.sonatina.engine.query;

import dev.sonatina.engine.record.JsonWriter;
import dev.sonatina.engine.record.KeyDictionary;
import dev.sonatina.engine.record.MemberFinder;
import dev.sonatina.engine.record.RecordSource;
import dev.sonatina.engine.storage.RecordView;
import dev.sonatina.jx9.Callback;
import dev.sonatina.jx9.diagnostic.Jx9Exception;
import dev.sonatina.jx9.value.MapValue;
import dev.sonatina.jx9.value.Value;
import dev.sonatina.jx9.value.WorkGuard;
import org.jspecify.annotations.Nullable;

/**
 * Applies a filter function to records where they lie.
 *
 * <p>A record that the function has changed is told as changed; the stored one stays as it is.
 */
final class FilterMatcher implements Matcher {

  private final PreparedRun run;
  private final @Nullable Callback callback;
  private final KeyDictionary dictionary;
  private final boolean reusesRecords;
  private final JsonWriter writer;
  private final MemberFinder members = MemberFinder.remembering();
  private final WorkGuard guard;
  private RecordSource source;
  private @Nullable MapValue record;
  private @Nullable RecordView view;
  private boolean verdict;

  /**
   * @param callback null to select every record
   * @param reusesRecords whether the function keeps nothing of a record when it has returned
   */
  FilterMatcher(
      PreparedRun run,
      @Nullable Callback callback,
      KeyDictionary dictionary,
      boolean reusesRecords) {
    this.run = run;
    this.callback = callback;
    this.dictionary = dictionary;
    this.reusesRecords = reusesRecords;
    this.writer = new JsonWriter(dictionary);
    this.guard = run.run().guard();
    this.source = newSource();
  }

  @Override
  public boolean matches(RecordView candidate, RecordSource stored) {
    view = candidate;
    Callback function = callback;
    if (reusesRecords) {
      source = stored.watchedBy(guard);
    } else {
      source = newSource();
      source.point(candidate.buffer(), candidate.offset(), candidate.length(), stored.id());
      record = null;
    }
    if (function == null) {
      return true;
    }
    try {
      boolean answer =
          source.isContainer() ? function.test(record()) : function.call(scalar()).toBool();
      // A call ended by exit has no answer: the verdict on the record before it counts again.
      verdict = function.exited() ? verdict : answer;
      return verdict;
    } catch (Jx9Exception e) {
      throw run.error(e);
    }
  }

  private RecordSource newSource() {
    return new RecordSource(dictionary, members).watchedBy(guard);
  }

  /** A record that is no array or object has nothing that the function could change. */
  private Value scalar() {
    record = null;
    return source.value();
  }

  private MapValue record() {
    MapValue known = record;
    if (known == null) {
      known = MapValue.lazy(source);
      record = known;
    } else {
      known.standFor(source);
    }
    return known;
  }

  @Override
  public void stop() {
    run.stop();
  }

  @Override
  public void pause() {
    run.run().pause();
  }

  @Override
  public void resume() {
    run.run().resume();
  }

  @Override
  public byte[] json() {
    writer.reset();
    Value changed = changed();
    RecordView selected = view;
    if (changed != null) {
      writer.write(changed, run.resultGuard());
    } else if (selected != null) {
      writer.write(selected.buffer(), selected.offset(), selected.length(), source.id());
    }
    return writer.toBytes();
  }

  /** The record as the function left it, null if that is as it is stored. */
  private @Nullable Value changed() {
    MapValue touched = record;
    if (touched == null || touched.isUntouched()) {
      return null;
    }
    RecordSource stored = new RecordSource(dictionary);
    RecordView selected = view;
    if (selected == null) {
      return null;
    }
    stored.point(selected.buffer(), selected.offset(), selected.length(), source.id());
    return StoredForm.isSame(touched, stored.value(), guard) ? null : touched;
  }

  @Override
  public void close() {
    run.close();
  }
}

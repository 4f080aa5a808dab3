package dev.sonatina.engine.api;

import java.util.List;

/**
 * How a filter or script came to its answer.
 *
 * @param plan in words: how the records were looked for
 * @param condition what reading the filter showed about the records it selects; {@code ANY} for
 *     nothing
 * @param columns paths whose columns chose candidates, in the order in which they were looked at:
 *     of several that must all hold, the one that leaves the fewest comes first
 * @param threads how many threads looked
 * @param blocksSkipped blocks of 4,096 records passed over because of their least and greatest
 *     value
 * @param rowsExamined rows of columns looked at
 * @param recordsExamined records that the filter function was applied to, or that a script fetched
 * @param recordsReturned records selected, or that a script's calls returned
 * @param nanos time spent looking, without the time that the caller took to receive the records
 * @param memoryBytes what was held in memory for it, beside fixed buffers: the columns of the
 *     collection, or the values that a script held in the end
 */
public record Explanation(
    String plan,
    String condition,
    List<String> columns,
    int threads,
    long blocksSkipped,
    long rowsExamined,
    long recordsExamined,
    long recordsReturned,
    long nanos,
    long memoryBytes) {

  public Explanation {
    columns = List.copyOf(columns);
  }
}

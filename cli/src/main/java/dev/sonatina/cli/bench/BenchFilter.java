package dev.sonatina.cli.bench;

import java.util.List;

/** A filter that is timed. */
record BenchFilter(String name, String function) {

  /** What the figures are about: the name of the filter of two members. */
  static final String TWO_MEMBERS = "two members";

  /**
   * The name of a filter whose value lies within the range of every block, so that none is skipped.
   */
  static final String SEVERITY = "severity";

  /**
   * The filters, from one that columns make cheap to one that has to look into every record.
   *
   * @param steps how many steps the generated run has
   */
  static List<BenchFilter> all(int steps) {
    return List.of(
        new BenchFilter(
            TWO_MEMBERS,
            "function($r) { return $r.rid == 3 && $r.io_step >= " + (steps - 2) + "; }"),
        new BenchFilter(
            "range",
            "function($r) { return $r.io_step >= "
                + steps / 2
                + " && $r.io_step < "
                + (steps / 2 + 2)
                + " && $r.outlier_severity > 1000; }"),
        new BenchFilter(SEVERITY, "function($r) { return $r.outlier_severity == 4711; }"),
        new BenchFilter("string", "function($r) { return $r.func == 'MPI_Allreduce()'; }"),
        new BenchFilter(
            "nested", "function($r) { return $r.event_window.exec_window[0].fid == 7; }"),
        new BenchFilter(
            "function", "function($r) { return substr_count($r.event_id, ':7:') > 0; }"));
  }
}

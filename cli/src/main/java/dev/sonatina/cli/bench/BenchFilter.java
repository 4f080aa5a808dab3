package dev.sonatina.cli.bench;

import java.util.List;

/** A filter that is timed. */
record BenchFilter(String name, String function) {

  /**
   * The filters, from one that columns make cheap to one that has to look into every record.
   *
   * @param steps how many steps the generated run has
   */
  static List<BenchFilter> all(int steps) {
    return List.of(
        new BenchFilter(
            "two members",
            "function($r) { return $r.rid == 3 && $r.io_step >= " + (steps - 2) + "; }"),
        new BenchFilter(
            "range",
            "function($r) { return $r.io_step >= "
                + steps / 2
                + " && $r.io_step < "
                + (steps / 2 + 2)
                + " && $r.outlier_severity > 1000; }"),
        new BenchFilter("string", "function($r) { return $r.func == 'MPI_Allreduce()'; }"),
        new BenchFilter(
            "nested", "function($r) { return $r.event_window.exec_window[0].fid == 7; }"),
        new BenchFilter(
            "function", "function($r) { return substr_count($r.event_id, ':7:') > 0; }"));
  }
}

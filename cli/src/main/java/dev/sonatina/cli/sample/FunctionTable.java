package dev.sonatina.cli.sample;

import dev.sonatina.cli.sample.TracedFunction.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The functions of one program, and how often each is called. Immutable. */
final class FunctionTable {

  private static final double TIME_LN_SD = 1.2;
  private static final String[] FRAMES = {".TAU application", "TOTAL", "MAIN_LOOP"};
  private static final String[] VERBS = {
    "SETUP", "PUSH", "COLLIDE", "SHIFT", "SOLVE", "SCATTER", "GATHER", "SMOOTH", "DIAGNOSE", "TRACE"
  };
  private static final String[] NOUNS = {"FIELD", "ION", "ELECTRON", "CHARGE", "GRID", "POISSON"};
  private static final String[] MPI = {
    "MPI_Waitany()",
    "MPI_Allreduce()",
    "MPI_Isend()",
    "MPI_Irecv()",
    "MPI_Bcast()",
    "MPI_Reduce()",
    "MPI_Barrier()",
    "MPI_Wait()",
    "MPI_Waitall()",
    "MPI_Send()",
    "MPI_Recv()",
    "MPI_Sendrecv()",
    "MPI_Alltoall()",
    "MPI_Comm_dup()",
    "MPI_Test()"
  };
  private static final String[] API = {
    "cudaMemcpy", "cudaMalloc", "cudaFree", "malloc", "free", "IO::PerformPuts", "IO::EndStep"
  };

  private final List<TracedFunction> frames = new ArrayList<>();
  private final List<TracedFunction> middles = new ArrayList<>();
  private final List<TracedFunction> messages = new ArrayList<>();
  private final List<TracedFunction> apis = new ArrayList<>();
  private final List<TracedFunction> launches = new ArrayList<>();
  private final List<TracedFunction> kernels = new ArrayList<>();
  private final Zipf messageChoice;
  private final Zipf apiChoice;
  private int nextFid;

  /**
   * @param program 0 has functions on the GPU and histograms as models, 1 has neither
   * @param firstFid the number of its first function
   */
  FunctionTable(int program, int firstFid, ProvenanceProfile profile, SplitMix64 random) {
    nextFid = firstFid;
    ModelText models = new ModelText(program, profile.histogramBinsMax(), random);
    for (String name : FRAMES) {
      add(frames, name, Kind.FRAME, 1e6, models, random);
    }
    double scale = profile.timeScale();
    for (int i = 0; i < profile.functionsPerKind(); i++) {
      add(middles, middleName(program, i), Kind.MIDDLE, 900 * scale, models, random);
    }
    for (String name : MPI) {
      add(messages, name, Kind.MPI, 60 * scale, models, random);
    }
    for (int i = 0; i < profile.functionsPerKind(); i++) {
      add(apis, apiName(i), Kind.API, 80 * scale, models, random);
    }
    for (int i = 0; program == 0 && i < profile.functionsPerKind(); i++) {
      String kernel = kernelName(i);
      add(launches, "cudaLaunchKernel: " + kernel, Kind.LAUNCH, 80 * scale, models, random);
      add(kernels, kernel, Kind.KERNEL, 400 * scale, models, random);
    }
    messageChoice = new Zipf(messages.size(), 1.1);
    apiChoice = new Zipf(apis.size(), 0.5);
  }

  /** The number that the first function of the next program gets. */
  int endFid() {
    return nextFid;
  }

  List<TracedFunction> frames() {
    return frames;
  }

  TracedFunction middle(SplitMix64 random) {
    return middles.get(random.between(0, middles.size() - 1));
  }

  /** A function that calls none of ours: of MPI or of some API. */
  TracedFunction leaf(SplitMix64 random) {
    return random.chance(0.6)
        ? messages.get(messageChoice.next(random))
        : apis.get(apiChoice.next(random));
  }

  /** Whether anything runs on the GPU. */
  boolean hasKernels() {
    return !kernels.isEmpty();
  }

  /** Which of the launches to call; {@link #launch} and {@link #kernel} belong together. */
  int launchChoice(SplitMix64 random) {
    return random.between(0, launches.size() - 1);
  }

  TracedFunction launch(int choice) {
    return launches.get(choice);
  }

  TracedFunction kernel(int choice) {
    return kernels.get(choice);
  }

  private void add(
      List<TracedFunction> functions,
      String name,
      Kind kind,
      double medianMicros,
      ModelText models,
      SplitMix64 random) {
    double time = random.logNormal(medianMicros, TIME_LN_SD);
    functions.add(new TracedFunction(nextFid++, name, kind, time, models.next(time)));
  }

  private static String middleName(int program, int i) {
    String verb = VERBS[i % VERBS.length];
    String noun = NOUNS[(i / VERBS.length) % NOUNS.length];
    if (program != 0) {
      return "md::" + verb.toLowerCase(Locale.ROOT) + "_" + i;
    }
    // Long before the simulation is all templates, some of it is.
    return i % 12 == 11
        ? templateName(verb.toLowerCase(Locale.ROOT) + i, i % 48 == 47 ? 900 : 90)
        : "i:" + verb + "_" + noun;
  }

  private static String apiName(int i) {
    return i < API.length ? API[i] : "IO::InquireVariable<" + i + ">";
  }

  /** Mostly short; some with templates in templates, as C++ has them, and a few beyond reason. */
  private static String kernelName(int i) {
    if (i % 30 == 7) {
      return templateName("particle_sort" + i, 900 + 20 * i);
    }
    return i % 6 == 2
        ? templateName("particle_sort" + i, 100)
        : "Kokkos::ParallelFor<sort" + i + ">";
  }

  /**
   * The name of a function made from a template, with its arguments twice, as compilers print it.
   */
  private static String templateName(String base, int lengthMin) {
    String body = base + "<Kokkos::Cuda>";
    while (body.length() * 2 + 30 < lengthMin) {
      body = "Permutation<" + body + ", Kokkos::CudaSpace>";
    }
    return "void Kokkos::ParallelFor<" + body + ">(" + body + " const&)";
  }
}

package dev.sonatina.jx9.run;

import dev.sonatina.jx9.value.StringValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run keeps for one function: frames to use again, and which of its variables are
 * superglobals.
 */
final class FunctionState {
  private record Preset(int slot, Variable variable) {}

  private final FunctionCode code;
  private final List<Preset> presets = new ArrayList<>();
  private final boolean bindsDirectly;
  private @Nullable Frame free;

  FunctionState(FunctionCode code, Map<StringValue, Variable> superglobals) {
    this.code = code;
    superglobals.forEach(
        (name, variable) -> {
          int slot = code.layout().slotOf(name);
          if (slot >= 0) {
            presets.add(new Preset(slot, variable));
          }
        });
    // A superglobal stands in for a parameter of its name, which its argument is then stored in.
    this.bindsDirectly =
        code.bindsDirectly()
            && presets.stream().noneMatch(preset -> preset.slot() < code.parameters().length);
  }

  Frame acquire(Execution run) {
    Frame frame = free;
    if (frame == null) {
      frame = new Frame(run, code, bindsDirectly);
    } else {
      free = frame.nextFree;
      frame.nextFree = null;
    }
    for (int i = 0; i < presets.size(); i++) {
      frame.link(presets.get(i).slot(), presets.get(i).variable());
    }
    return frame;
  }

  void release(Frame frame) {
    frame.reset();
    frame.nextFree = free;
    free = frame;
  }
}

package io.netauto.simulator.platform;

import java.util.List;

/** The output of a command as a template: its blocks in order, none for no output. */
public record Text(List<Block> blocks) {
  /** No output. */
  public static final Text NONE = new Text(List.of());

  public Text {
    blocks = List.copyOf(blocks);
  }

  public static Text of(String template) {
    return template.isEmpty() ? NONE : new Text(List.of(Block.once(template)));
  }
}

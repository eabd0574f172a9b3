package io.netauto.simulator.device;

import io.netauto.simulator.platform.Block;
import io.netauto.simulator.platform.Command;
import io.netauto.simulator.platform.Text;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/** The pieces of an output, each made when it is asked for, so that long outputs stay small. */
final class Output implements Iterator<Piece> {
  private final Device device;
  private final Variables variables;
  private final Iterator<Block> blocks;
  private Iterator<Piece> inner = Collections.emptyIterator();

  Output(Device device, Text text, Variables variables) {
    this.device = device;
    this.variables = variables;
    this.blocks = text.blocks().iterator();
  }

  @Override
  public boolean hasNext() {
    while (!inner.hasNext() && blocks.hasNext()) {
      inner = pieces(blocks.next());
    }
    return inner.hasNext();
  }

  @Override
  public Piece next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return inner.next();
  }

  private Iterator<Piece> pieces(Block block) {
    return switch (block.kind()) {
      case RANGE -> new Range(block);
      case INTERFACES -> rows(block);
      case USE -> used(block);
    };
  }

  private Iterator<Piece> rows(Block block) {
    Iterator<Map<String, String>> rows = device.running().interfaces().iterator();
    return new Iterator<>() {
      private int n;

      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Piece next() {
        return new Piece(variables.fill(block.text(), n++, rows.next()), block.pause());
      }
    };
  }

  private Iterator<Piece> used(Block block) {
    String text =
        switch (block.text()) {
          case "configuration" -> device.running().text();
          case "candidate" -> device.candidate().text();
          case "saved" -> device.saved();
          case "set-lines" -> String.join("\n", device.running().setLines()) + "\n";
          case "compare" -> device.compare();
          default -> null;
        };
    if (text != null) {
      return List.of(new Piece(text, block.pause())).iterator();
    }
    Command command = device.platform().command(block.text());
    if (command == null) {
      throw new IllegalArgumentException("No such command to use: '" + block.text() + "'");
    }
    return new Output(device, command.output(), variables);
  }

  private final class Range implements Iterator<Piece> {
    private final Block block;
    private int n;

    Range(Block block) {
      this.block = block;
      this.n = block.from();
    }

    @Override
    public boolean hasNext() {
      return n <= block.to();
    }

    @Override
    public Piece next() {
      return new Piece(variables.fill(block.text(), n++, Map.of()), block.pause());
    }
  }
}

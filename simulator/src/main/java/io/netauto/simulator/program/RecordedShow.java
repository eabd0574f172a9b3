package io.netauto.simulator.program;

import io.netauto.simulator.recording.Chaos;
import io.netauto.simulator.recording.Library;
import io.netauto.simulator.recording.RecordedDevice;
import io.netauto.simulator.recording.RecordedFleet;
import io.netauto.simulator.recording.Scenery;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** The recorded devices of a folder, each at a port of its own. */
final class RecordedShow implements AutoCloseable {
  private final RecordedFleet fleet;
  private final Map<RecordedDevice, Library.Title> titles = new LinkedHashMap<>();

  private RecordedShow(RecordedFleet fleet) {
    this.fleet = fleet;
  }

  static RecordedShow start(Path folder, int basePort) throws IOException {
    Library library =
        ServiceLoader.load(Library.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "This program cannot read recordings; start it with ./netauto simulate."));
    RecordedShow show = new RecordedShow(RecordedFleet.start());
    try {
      int port = basePort;
      for (Library.Title each : library.titles(folder)) {
        RecordedDevice device =
            show.fleet.addAt(port, each.name(), each.recording(), Scenery.bare(), Chaos.none());
        show.titles.put(device, each);
        port += port == 0 ? 0 : 1;
      }
    } catch (IOException | RuntimeException e) {
      show.close();
      throw e;
    }
    if (show.titles.isEmpty()) {
      show.close();
      throw new IOException("There is no recorded device of a known platform in " + folder);
    }
    return show;
  }

  int size() {
    return titles.size();
  }

  void print(PrintWriter out) {
    out.printf("%-6s %-14s %-24s %s%n", "PORT", "FORM", "PLATFORM", "RECORDING");
    titles.forEach(
        (device, title) ->
            out.printf(
                "%-6d %-14s %-24s %s%n",
                device.port(), title.form(), title.platform(), title.name()));
    RecordedDevice first = titles.keySet().iterator().next();
    out.printf(
        "READY %d recorded devices; for each: ssh -p PORT anyone@127.0.0.1, password %s%n",
        size(), first.password());
  }

  @Override
  public void close() {
    fleet.close();
  }
}

package io.netauto.simulator.terminal;

import io.netauto.simulator.device.Device;
import io.netauto.simulator.recording.Recording;
import java.util.concurrent.ScheduledExecutorService;

/** One session on a device, as its line sees it. Its methods may be called by any thread. */
public interface Screen {
  /** The session of a device: of its recording, if it has one, else of its platform. */
  static Screen of(Device device, Line line, ScheduledExecutorService timer) {
    Recording recording = device.recording();
    return recording == null
        ? new Terminal(device, line, timer)
        : new RecordedTerminal(device, recording, line, timer);
  }

  /** Greets and shows the first prompt. */
  void open();

  /** Runs one command without echo, paging and prompt, and ends. */
  void execute(String command);

  /** Takes what was typed. */
  void receive(byte[] bytes);

  /** The far end has gone. */
  void closed();
}

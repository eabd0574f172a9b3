package io.netauto.conformance.scrapli;

import io.netauto.simulator.recording.Reply;
import io.netauto.simulator.recording.Talk;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A mock device, talked to. */
final class MockTalk implements Talk {
  /** What the recordings write where a password was typed. */
  static final String SECRET_MARK = "__AUTH_SECONDARY__";

  /** The password that takes its place here. */
  static final String SECRET = "the-secret";

  private final MockDevice device;
  private final Set<String> stillToType;
  private final Map<String, String> prompts = new HashMap<>();
  private String level;
  private MockDevice.Event dialog;
  private int step;

  MockTalk(MockDevice device) {
    this.device = device;
    this.level = device.initialLevel();
    this.stillToType = new HashSet<>(device.onOpen());
    this.dialog = here().before().unknown();
  }

  private MockDevice.Level here() {
    return Objects.requireNonNull(device.levels().get(level));
  }

  private String prompt() {
    return prompts.getOrDefault(level, here().prompt());
  }

  @Override
  public Reply greeting() {
    return Reply.of("", prompt());
  }

  @Override
  public Optional<Reply> key(String typed) {
    return Optional.empty();
  }

  @Override
  public Reply line(String typed) {
    if (step > 0) {
      return answer(typed);
    }
    if (typed.isBlank()) {
      return Reply.of(typed + "\r\n", prompt());
    }
    MockDevice.Events events = stillToType.isEmpty() ? here().after() : here().before();
    stillToType.remove(typed);
    dialog = events.of(typed);
    return next(typed);
  }

  private Reply answer(String typed) {
    MockDevice.Step expected = dialog.steps().get(step);
    String wanted = expected.input().equals(SECRET_MARK) ? SECRET : expected.input();
    if (!typed.equals(wanted)) {
      step = 0;
      return Reply.of((expected.hidden() ? "" : typed) + "\r\n", prompt());
    }
    return next(typed);
  }

  private Reply next(String typed) {
    List<MockDevice.Step> steps = dialog.steps();
    MockDevice.Step now = steps.get(step);
    String echo = (now.hidden() ? "" : typed) + "\r\n";
    if (dialog.closes()) {
      step = 0;
      return Reply.of(echo, "").closing();
    }
    step = step + 1 < steps.size() ? step + 1 : 0;
    String text = now.output().replace("\n", "\r\n");
    if (step == 0 && device.levels().containsKey(dialog.level())) {
      level = dialog.level();
      String tail = text.substring(text.lastIndexOf('\n') + 1);
      if (dialog.endsInPrompt() && !tail.isEmpty()) {
        prompts.put(level, tail);
      }
    }
    return Reply.of(echo, text);
  }
}

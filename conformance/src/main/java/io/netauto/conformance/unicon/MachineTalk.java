package io.netauto.conformance.unicon;

import io.netauto.conformance.session.PlatformStyle;
import io.netauto.simulator.recording.Reply;
import io.netauto.simulator.recording.Reply.Part;
import io.netauto.simulator.recording.Talk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A state machine, talked to. A line that a state does not know is refused in the platform's way;
 * what is typed at a question for a password is not shown. At a pager's prompt the pager's key does
 * what the recording says of an empty line, or of a blank.
 */
final class MachineTalk implements Talk {
  private static final Pattern HIDDEN =
      Pattern.compile("(?i)(?:pass(?:word|phrase|e)?|secret)\\b[^\\n]{0,200}$");

  private final Machine machine;
  private final PlatformStyle style;
  private final Map<Machine.Answer, Integer> times = new HashMap<>();
  private Machine.State state;

  MachineTalk(Machine machine, Machine.State start, PlatformStyle style) {
    this.machine = machine;
    this.style = style;
    this.state = start;
  }

  @Override
  public Reply greeting() {
    return new Reply("", shown(state.preface()), false);
  }

  /** The response and the prompt that follows it. */
  private List<Part> shown(Machine.Answer answer) {
    List<Part> parts = new ArrayList<>();
    int time = times.merge(answer, 1, Integer::sum) - 1;
    addLines(parts, answer, answer.response(time));
    parts.add(new Part(state.prompt().replace("\n", "\r\n"), Duration.ZERO));
    return parts;
  }

  private static void addLines(List<Part> parts, Machine.Answer answer, String response) {
    if (response.isEmpty()) {
      return;
    }
    String text = response.endsWith("\n") ? response : response + "\n";
    StringBuilder part = new StringBuilder();
    Duration before = Duration.ZERO;
    int number = 0;
    for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
      Duration wait = answer.waits().get(number++);
      if (wait != null) {
        parts.add(new Part(part.toString(), before));
        part.setLength(0);
        before = wait;
      }
      part.append(line).append("\r\n");
    }
    parts.add(new Part(part.toString(), before));
  }

  @Override
  public Optional<Reply> key(String typed) {
    Machine.Answer answer = state.keys().get(typed);
    if (answer != null) {
      // A key at a question is not shown, but what follows is not written behind the question.
      boolean fresh = isPaging() || PlatformStyle.lastLine(state.prompt()).isBlank();
      return Optional.of(take(fresh ? "" : "\r\n", answer));
    }
    return style.pagerAt(state.prompt()).filter(pager -> pager.key().equals(typed)).isPresent()
        ? paged()
        : Optional.empty();
  }

  private boolean isPaging() {
    return style.pagerAt(state.prompt()).isPresent();
  }

  private Optional<Reply> paged() {
    Machine.Answer answer = state.commands().get("");
    return Optional.ofNullable(answer == null ? state.commands().get(" ") : answer)
        .map(each -> take("", each));
  }

  @Override
  public Reply line(String typed) {
    Optional<Reply> page = typed.isEmpty() && isPaging() ? paged() : Optional.empty();
    if (page.isPresent()) {
      return page.get();
    }
    String echo = (HIDDEN.matcher(state.prompt()).find() ? "" : typed) + "\r\n";
    Machine.Answer answer = state.commands().get(typed);
    if (answer != null) {
      return take(echo, answer);
    }
    String refusal = typed.isBlank() || style.refusal().isEmpty() ? "" : style.refusal() + "\r\n";
    return Reply.of(echo, refusal + state.prompt().replace("\n", "\r\n"));
  }

  private Reply take(String echo, Machine.Answer answer) {
    Optional<Machine.State> next = machine.state(answer.next());
    List<Part> parts = new ArrayList<>();
    int time = times.merge(answer, 1, Integer::sum) - 1;
    addLines(parts, answer, answer.response(time));
    if (next.isPresent() && !next.get().equals(state)) {
      state = next.get();
      parts.addAll(shown(state.preface()));
    } else {
      parts.add(new Part(state.prompt().replace("\n", "\r\n"), Duration.ZERO));
    }
    return new Reply(echo, parts, false);
  }
}

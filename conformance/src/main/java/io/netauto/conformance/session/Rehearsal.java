package io.netauto.conformance.session;

import io.netauto.driver.platform.Platform;
import io.netauto.simulator.recording.Reply;
import io.netauto.simulator.recording.Talk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plays a recording without driver, SSH and chaos, to learn what the driver has to return. */
public final class Rehearsal {
  private static final int MOST_PAGES = 2_000;

  private final Scene scene;
  private final PlatformStyle style;
  private final Talk talk;
  private String screen;

  public Rehearsal(Scene scene) {
    this.scene = scene;
    this.style = new PlatformStyle(scene.platform());
    this.talk = scene.recording().begin();
    this.screen = talk.greeting().text();
  }

  /** Types what the driver types at the beginning of each session. */
  void open() {
    Platform platform = scene.platform();
    climb();
    for (List<String> steps : List.of(platform.pagingOff(), platform.width(), platform.onOpen())) {
      steps.forEach(step -> run(step, List.of()));
    }
  }

  private void climb() {
    String mode = style.modeAt(screen).map(Platform.Mode::name).orElse("");
    for (Platform.Transition each : scene.platform().transitions()) {
      boolean climbs = each.asksForEnablePassword() && scene.enablePassword() != null;
      if (each.from().equals(mode) && (each.always() || climbs)) {
        String password = scene.enablePassword();
        run(each.command(), password == null ? List.of() : List.of(Answer.line("", password)));
        return;
      }
    }
  }

  /**
   * What a command returns.
   *
   * @param answers typed one after the other while there is no prompt
   */
  public Expected run(String command, List<Answer> answers) {
    StringBuilder raw = new StringBuilder();
    List<Answer> left = new ArrayList<>(answers);
    Reply reply = talk.line(command);
    raw.append(reply.text());
    int pages = 0;
    while (!reply.closes() && !style.endsInPrompt(raw.toString())) {
      Optional<Platform.Pager> pager = style.pagerAt(raw.toString());
      if (pager.isPresent() && ++pages < MOST_PAGES) {
        Optional<Reply> page = press(pager.get().key());
        if (page.isEmpty()) {
          break;
        }
        reply = page.get();
        raw.setLength(raw.lastIndexOf("\n") + 1);
        raw.append(PlainText.withoutEraser(reply.echo() + reply.text()));
      } else if (!left.isEmpty()) {
        Answer next = left.removeFirst();
        Optional<Reply> answer = press(next.line() ? next.keys() + "\n" : next.keys());
        if (answer.isEmpty()) {
          break;
        }
        reply = answer.get();
        raw.append(reply.echo()).append(reply.text());
      } else {
        break;
      }
    }
    screen = raw.toString();
    List<String> lines = PlainText.lines(screen);
    return new Expected(
        String.join("\n", lines.subList(0, lines.size() - 1)),
        lines.getLast(),
        style.endsInPrompt(screen) && !reply.closes(),
        style.modeAt(screen).map(Platform.Mode::name));
  }

  private Optional<Reply> press(String typed) {
    if (typed.endsWith("\n") || typed.endsWith("\r")) {
      return Optional.of(talk.line(typed.substring(0, typed.length() - 1)));
    }
    return talk.key(typed);
  }

  /** The mode of the prompt that is shown now. */
  public Optional<String> mode() {
    return style.modeAt(screen).map(Platform.Mode::name);
  }

  /**
   * What a command has to return.
   *
   * @param prompt the unfinished last line
   * @param ends whether that is a prompt of the platform
   * @param mode of that prompt
   */
  public record Expected(String output, String prompt, boolean ends, Optional<String> mode) {}
}

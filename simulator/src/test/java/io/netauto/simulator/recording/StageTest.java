package io.netauto.simulator.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StageTest {
  private static final String TEXT =
      "eins\r\nr1#\r\nzwei \u2014 grün\r\n\u001b[1mdrei\u001b[m\r\nvier\r\nr1#";
  private static final Scenery SCENERY =
      new Scenery(
          List.of("r1#", "r1(config)#"),
          List.of("%SYS-5-CONFIG_I: Configured"),
          List.of(" --More-- "),
          line -> line.endsWith("r1#"),
          line -> line.endsWith("r1#"),
          line -> false);

  private final List<String> injected = new ArrayList<>();

  private List<Act> answer(Chaos chaos) {
    return stage(chaos).answer("show it", Reply.of("show it\r\n", TEXT));
  }

  private Stage stage(Chaos chaos) {
    return new Stage(chaos, SCENERY, "device", injected::add);
  }

  private static String text(List<Act> acts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Act act : acts) {
      if (act instanceof Act.Send(byte[] piece, Duration before)) {
        all.writeBytes(piece);
      }
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private static Chaos only(double pieces, double pauses, double logLines, double pages) {
    return new Chaos(7, pieces, 0.5, pauses, logLines, 0, 0, pages, 0, 0);
  }

  @Test
  void without_chaos_the_answer_goes_as_recorded_and_at_once() {
    assertThat(answer(Chaos.none())).hasSize(1);
    assertThat(text(answer(Chaos.none()))).isEqualTo("show it\r\n" + TEXT);
  }

  @Test
  void the_same_seed_does_the_same() {
    for (long seed = 1; seed <= 50; seed++) {
      assertThat(answer(Chaos.usual(seed))).isEqualTo(answer(Chaos.usual(seed)));
    }
  }

  @Test
  void another_seed_does_something_else() {
    long different =
        Stream.iterate(1L, seed -> seed + 1)
            .limit(50)
            .map(seed -> answer(Chaos.usual(seed)))
            .distinct()
            .count();

    assertThat(different).isGreaterThan(40);
  }

  @Test
  void an_empty_line_more_changes_nothing_else() {
    Stage one = stage(Chaos.usual(3));
    Stage other = stage(Chaos.usual(3));
    other.answer("", Reply.of("\r\n", "r1#"));

    assertThat(other.answer("show it", Reply.of("show it\r\n", TEXT)))
        .isEqualTo(one.answer("show it", Reply.of("show it\r\n", TEXT)));
  }

  @Test
  void pieces_are_cut_anywhere_and_lose_nothing() {
    List<Act> acts = answer(only(1, 0, 0, 0));

    assertThat(acts).hasSizeGreaterThan(3);
    assertThat(text(acts)).isEqualTo("show it\r\n" + TEXT);
  }

  @Test
  void a_pause_may_stand_behind_a_line_that_looks_like_a_prompt() {
    List<Act> acts = answer(only(0, 1, 0, 0));

    assertThat(acts).hasSize(2);
    assertThat(text(acts.subList(0, 1))).endsWith("eins\r\nr1#");
    assertThat(acts.get(1))
        .isInstanceOfSatisfying(
            Act.Send.class, send -> assertThat(send.before()).isBetween(ms(30), ms(80)));
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  @Test
  void log_lines_are_whole_lines_and_are_told() {
    String shown = text(answer(only(0, 0, 1, 0)));

    assertThat(injected).hasSizeGreaterThan(1);
    assertThat(shown.lines()).containsAll(injected);
    assertThat(injected).doesNotHaveDuplicates();
  }

  @Test
  void a_page_waits_for_a_key_and_is_wiped_off() {
    List<Act> acts = answer(only(0, 0, 0, 1));

    assertThat(acts).anyMatch(Act.AwaitKey.class::isInstance);
    assertThat(text(acts)).contains(" --More-- ").endsWith("r1#");
  }

  @Test
  void every_kind_of_chaos_comes_up() {
    assertThat(among(text -> text.contains(" --More-- "))).isTrue();
    assertThat(among(text -> text.contains("%SYS-5"))).isTrue();
    assertThat(among(text -> text.contains("\u0007") || text.contains("\0"))).isTrue();
    assertThat(among(text -> text.contains("\r\r\n"))).isTrue();
    assertThat(among(text -> text.contains("\n\r"))).isTrue();
    assertThat(among(text -> !text.contains("\r\n"))).isTrue();
    assertThat(among(text -> text.endsWith("\u001b[1mr1#\u001b[m"))).isTrue();
  }

  private boolean among(Predicate<String> wanted) {
    return Stream.iterate(1L, seed -> seed + 1)
        .limit(300)
        .map(seed -> text(answer(Chaos.usual(seed))))
        .anyMatch(wanted);
  }

  @Test
  void a_long_echo_is_wrapped_and_reads_the_same() {
    String typed = "show running-config interface GigabitEthernet0/0/0";
    Chaos wraps = new Chaos(5, 0, 0, 0, 0, 0, 0, 0, 1, 0);

    Stage stage = stage(wraps);
    stage.greeting(Reply.of("", "r1#"));
    String shown = text(stage.answer(typed, Reply.of(typed + "\r\n", "r1#")));

    assertThat(shown).doesNotContain(typed + "\r\n").endsWith("r1#");
  }

  @Test
  void what_is_typed_at_a_question_is_not_wrapped() {
    String typed = "tftp://192.0.2.7/images/software-17.9.4.bin";
    Chaos wraps = new Chaos(5, 0, 0, 0, 0, 0, 0, 0, 1, 0);

    Stage stage = stage(wraps);
    stage.greeting(Reply.of("", "r1#"));
    stage.answer("copy", Reply.of("copy\r\n", "Source filename []? "));
    String shown = text(stage.answer(typed, Reply.of(typed + "\r\n", "r1#")));

    assertThat(shown).startsWith(typed + "\r\n");
  }

  @Test
  void the_banner_comes_before_the_greeting() {
    Chaos banner = new Chaos(5, 0, 0, 0, 0, 0, 1, 0, 0, 0);

    assertThat(text(stage(banner).greeting(Reply.of("", "hello\r\nr1#"))))
        .isEqualTo("r1#\r\nr1(config)#\r\nhello\r\nr1#");
  }

  @Test
  void recorded_waits_are_kept_up_to_80_ms() {
    Reply slow =
        new Reply(
            "",
            List.of(
                new Reply.Part("a\r\n", Duration.ZERO),
                new Reply.Part("b\r\n", Duration.ofSeconds(10)),
                new Reply.Part("r1#", Duration.ofMillis(5))),
            false);

    assertThat(stage(Chaos.none()).answer("", slow).stream().map(act -> ((Act.Send) act).before()))
        .containsExactly(Duration.ZERO, ms(80), ms(5));
  }
}

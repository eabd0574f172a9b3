package io.netauto.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RenderingTest {
  private final TemplateSandbox sandbox = new TemplateSandbox();

  private PreparedTemplate prepared(String body, TemplateVariable... variables) {
    return new PreparedTemplate(
        sandbox, new CommandTemplate.Draft("t", "", body, List.of(variables), Mode.READ, true));
  }

  private static TemplateVariable variable(String name, boolean required, String... choices) {
    return new TemplateVariable(name, "", required, null, null, List.of(choices));
  }

  @Test
  void values_are_asked_for_and_checked() {
    PreparedTemplate template =
        prepared(
            "show {{ a }}\n{% if b is defined %}show {{ b }}{% endif %}",
            variable("a", true, "x", "y"), variable("b", false));
    assertThat(template.render(Map.of("a", "x"), Map.of()))
        .isEqualTo(new Rendered.Ready(List.of("show x")));
    assertThat(template.render(Map.of("a", "y", "b", "z"), Map.of()))
        .isEqualTo(new Rendered.Ready(List.of("show y", "show z")));
    assertThat(words(template.render(Map.of(), Map.of()))).contains("\"a\" needs a value");
    assertThat(words(template.render(Map.of("a", "z"), Map.of()))).contains("none of the choices");
    assertThat(words(template.render(Map.of("a", "x", "c", "z"), Map.of())))
        .contains("no variable \"c\"");
    assertThat(words(template.render(Map.of("a", "x", "b", "1\nreload"), Map.of())))
        .contains("one line");
  }

  private static String words(Rendered rendered) {
    return rendered instanceof Rendered.Failed(List<TemplateProblem> problems)
        ? problems.toString()
        : "";
  }

  @Test
  void ten_thousand_devices_take_seconds() {
    PreparedTemplate template =
        prepared(
            """
            show interfaces {{ interface }}
            {% for v in device.metadata.vlans %}
            show vlan id {{ v }}
            {% endfor %}
            {% if device.tags.site is defined %}
            show logging | include {{ device.hostname | upper }}
            {% endif %}
            """,
            variable("interface", true));
    Map<String, Object> metadata = Map.of("vlans", List.of(10, 20, 30));
    long from = 0;
    for (int i = -2_000; i < 10_000; i++) {
      if (i == 0) {
        from = System.nanoTime();
      }
      Rendered rendered =
          template.render(
              Map.of("interface", "Gi0/1"),
              Map.of("hostname", "d" + i, "tags", Map.of("site", "a"), "metadata", metadata));
      assertThat(rendered).isInstanceOf(Rendered.Ready.class);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - from);
    System.out.printf("rendering: %d µs each%n", took.toNanos() / 10_000_000);
    assertThat(took).isLessThan(Duration.ofSeconds(20));
  }
}

package io.netauto.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.hubspot.jinjava.tree.Node;
import io.netauto.server.commands.TemplateSandbox.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateSandboxTest {
  private static final Map<String, Object> NAMES =
      Map.of(
          "device",
          Map.of(
              "hostname", "fra1-core-1",
              "tags", Map.of("site", "fra1"),
              "metadata", Map.of("vlans", List.of(10, 20))),
          "count",
          "5",
          "number",
          5,
          "hostile",
          "{{ device.hostname }}");

  private final TemplateSandbox sandbox = new TemplateSandbox();

  private Result<String> result(String text) {
    return switch (sandbox.parse(text)) {
      case Result.Good<Node>(Node tree) -> sandbox.render(tree, NAMES);
      case Result.Bad<Node>(List<TemplateProblem> problems) -> new Result.Bad<>(problems);
    };
  }

  private String good(String text) {
    assertThat(result(text)).isInstanceOf(Result.Good.class);
    return result(text) instanceof Result.Good<String>(String value) ? value : "";
  }

  private List<TemplateProblem> bad(String text) {
    assertThat(result(text)).isInstanceOf(Result.Bad.class);
    return result(text) instanceof Result.Bad<String>(List<TemplateProblem> problems)
        ? problems
        : List.of();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{{ device.hostname }} ~ fra1-core-1",
        "{{ device['hostname'] | upper }} ~ FRA1-CORE-1",
        "{{ device.tags.site }} ~ fra1",
        "{{ device.metadata.vlans[0] }} ~ 10",
        "{{ device.metadata.vlans[-1] }} ~ 20",
        "{{ device.metadata.vlans | join(',') }} ~ 10,20",
        "{% for v in device.metadata.vlans %}{{ v }}{% if not loop.last %},{% endif %}{% endfor %}"
            + " ~ 10,20",
        "{% for k, v in device.tags.items() %}{{ k }}={{ v }}{% endfor %} ~ site=fra1",
        "{% for i in range(3) %}{{ i }}{% endfor %} ~ 012",
        "{% set a = number + 1 %}{{ a * 2 }} ~ 12",
        "{{ number + 1 }} ~ 6",
        "{{ device.rack | default('none') }} ~ none",
        "{{ rack | d('none') }} ~ none",
        "{% if rack is defined %}a{% else %}b{% endif %} ~ b",
        "{% if device.rack is not defined %}a{% endif %} ~ a",
        "{% if device.hostname is defined %}a{% endif %} ~ a",
        "{% if rack is undefined %}a{% endif %} ~ a",
        "{% macro m(x) %}<{{ x }}>{% endmacro %}{{ m('a') }}{{ m('b') }} ~ <a><b>",
        "{% raw %}{{ a }}{% endraw %} ~ {{ a }}",
        "{{ hostile }} ~ {{ device.hostname }}",
        "{{ 'fra' in device.hostname }} ~ true",
        "{{ device.hostname.split('-')[0] if false else 'x' }} ~ x",
        "{{ (device.hostname | split('-'))[0] }} ~ fra1",
      })
  void renders(String text, String output) {
    assertThat(good(text).strip()).isEqualTo(output);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ rack }}",
        "{{ rack ~ 'x' }}",
        "{{ 'x' + rack }}",
        "{{ rack | upper }}",
        "{{ rack.unit }}",
        "{{ rack == 'x' }}",
        "{% if rack %}x{% endif %}",
        "{% for x in rack %}y{% endfor %}",
        "{{ device.rack }}",
        "{{ device.tags['rack'] }}",
        "{{ device.rack.unit }}",
        "{% set a = rack %}{{ a }}",
      })
  void what_is_not_defined_is_an_error_that_names_it_and_its_line(String use) {
    assertThat(bad("show version\nshow clock\n" + use))
        .singleElement()
        .satisfies(
            p -> {
              assertThat(p.message()).contains("\"rack\" is not defined");
              assertThat(p.line()).isEqualTo(3);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "{{ number | nonsense }} ~ There is no filter \"nonsense\"",
        "{{ number is nonsense }} ~ There is no test \"nonsense\"",
        "{% nonsense %} ~ nonsense",
        "{{ nonsense(1) }} ~ nonsense",
        "{% if number %} ~ endif",
        "{{ number ~ Unclosed",
        "{{ number+1 }} ~ Put spaces around + and -",
        "{{ 1 + }} ~ Error parsing",
      })
  void a_mistake_is_an_error_with_its_line(String mistake, String words) {
    assertThat(bad("show version\n" + mistake))
        .isNotEmpty()
        .allSatisfy(p -> assertThat(p.line()).isEqualTo(2))
        .anySatisfy(p -> assertThat(p.message()).contains(words));
  }

  static List<String> attacks() {
    List<String> attacks = new ArrayList<>();
    for (String value :
        List.of("''", "device", "device.tags", "number", "[1]", "loop", "range(2)", "true")) {
      for (String way :
          List.of(
              ".class",
              ".class.forName('java.lang.Runtime')",
              "['class']",
              ".getClass()",
              ".getClass().forName('java.lang.Runtime').getMethods()",
              ".toString()",
              ".hashCode()",
              ".__class__.__mro__",
              ".iterator()",
              ".put('a', 1)",
              ".update({'a': 1})",
              ".append(1)",
              "['____int3rpr3t3r____']",
              "['____int3rp' ~ 'r3t3r____']",
              "['____int3rp' ~ 'r3t3r____'].getContext()",
              "['____int3rp' ~ 'r3t3r____'].config")) {
        attacks.add("{{ " + value + way + " }}");
      }
    }
    attacks.addAll(
        List.of(
            "{{ ____int3rpr3t3r____ }}",
            "{{ ____int3rpr3t3r____.config }}",
            "{{ ____int3rpr3t3r____.getContext().setAutoEscape(true) }}",
            "{{ 'a'.repeat(1000000000) }}",
            "{{ 'a' | center(1000000000) }}",
            "{{ '%1000000000d' | format(1) }}",
            "{{ 'a' | indent(1000000000) }}",
            "{{ 'a' | regex_replace('(a+)+$', 'b') }}",
            "{{ '{{ 1 }}' | render }}",
            "{{ 'a: b' | fromyaml }}",
            "{{ '{}' | fromjson }}",
            "{{ device | tojson }}",
            "{{ device | pprint }}",
            "{{ device | attr('class') }}",
            "{{ [1] | map('attr', 'class') }}",
            "{{ 'x' | log }}",
            "{{ type(1) }}",
            "{{ now() }}",
            "{{ unixtimestamp() }}",
            "{{ super() }}",
            "{{ today() }}",
            "{{ namespace(a=1) }}",
            "{% include '/etc/passwd' %}",
            "{% include 'application.yaml' %}",
            "{% import '/etc/passwd' as p %}",
            "{% from 'a' import b %}",
            "{% extends 'application.yaml' %}",
            "{% block a %}{% endblock %}",
            "{% do device.update({'a': 1}) %}",
            "{% call device.x() %}{% endcall %}",
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
            "{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}",
            "{% for i in range(1000000000) %}{{ i }}{% for j in range(1000) %}{% for k in"
                + " range(1000) %}{{ k }}{% endfor %}{% endfor %}{% endfor %}",
            "{% for i in range(1000) %}{% for j in range(1000) %}{% for k in range(1000) %}{%"
                + " endfor %}{% endfor %}{% endfor %}",
            "{% set s = 'aaaaaaaaaa' %}{% for i in range(100) %}{% set s = s ~ s %}{% endfor %}{{ s"
                + " }}",
            "{% set s = 'aaaaaaaaaa' %}{% for i in range(100) %}{% set s = s + s %}{% endfor %}{{ s"
                + " }}",
            "{% set l = [1, 2] %}{% for i in range(100) %}{% set l = l + l %}{% endfor %}{{ l }}",
            "{% set s = 'aaaaaaaaaa' %}{% for i in range(100) %}{% set s = s | replace('a', s) %}{%"
                + " endfor %}{{ s }}",
            "{% for i in range(1000) %}{{"
                + " 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'"
                + " }}{% endfor %}",
            "{{ " + "(".repeat(9_000) + "1" + ")".repeat(9_000) + " }}",
            "{{ " + "[".repeat(9_000) + "1" + "]".repeat(9_000) + " }}",
            "{{ " + "-".repeat(19_000) + "1 }}",
            "{% if true %}".repeat(700) + "{{ rack }}" + "{% endif %}".repeat(700),
            "{% for i in range(1000) %}".repeat(8) + "x" + "{% endfor %}".repeat(8)));
    return attacks;
  }

  @ParameterizedTest
  @MethodSource("attacks")
  @Timeout(10)
  void an_attack_ends_soon_and_with_an_error(String attack) {
    long from = System.nanoTime();
    List<TemplateProblem> problems = bad(attack);
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(6));
    assertThat(problems)
        .isNotEmpty()
        .allSatisfy(
            p ->
                assertThat(p.message())
                    .isNotBlank()
                    .doesNotContain("com.hubspot", "java.lang", "jinjava.", "root:"));
  }

  @Test
  void range_stops_at_the_limit() {
    assertThat(good("{{ range(1000000000) | length }}").strip()).isEqualTo("1000");
  }

  @Test
  @Timeout(60)
  void many_threads_render_one_tree_each_with_its_own_names() throws Exception {
    String text =
        """
        {% macro line(v) %}vlan {{ v }}{% endmacro %}
        {% for v in vlans %}
        {{ line(v) }} of {{ device.hostname }}
        {% endfor %}
        """;
    if (!(sandbox.parse(text) instanceof Result.Good<Node>(Node tree))) {
      throw new AssertionError("does not parse");
    }
    try (var threads = Executors.newFixedThreadPool(4)) {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < 2_000; i++) {
        Map<String, Object> names =
            Map.of("device", Map.of("hostname", "d" + i), "vlans", List.of(i, i + 1));
        String expected = "vlan %d of d%d\nvlan %d of d%d\n".formatted(i, i, i + 1, i);
        tasks.add(
            () ->
                sandbox.render(tree, names) instanceof Result.Good<String>(String out)
                    && out.strip().equals(expected.strip()));
      }
      for (Future<Boolean> future : threads.invokeAll(tasks)) {
        assertThat(future.get()).isTrue();
      }
    }
  }
}

package io.netauto.driver.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import io.netauto.driver.getters.Answer;
import io.netauto.driver.getters.Arguments;
import io.netauto.driver.getters.Commands;
import io.netauto.driver.getters.Getter;
import io.netauto.driver.getters.GetterJson;
import io.netauto.driver.getters.Getters;
import io.netauto.driver.getters.JsonDifference;
import io.netauto.driver.vendor.eos.EosGetters;
import io.netauto.driver.vendor.eos.RecordedEos;
import io.netauto.driver.vendor.iosxr.IosXrGetters;
import io.netauto.driver.vendor.iosxr.RecordedNetconf;
import io.netauto.driver.vendor.iosxr.RecordedXmlAgent;
import io.netauto.driver.vendor.iosxr.RecordedXrText;
import io.netauto.driver.vendor.junos.JunosGetters;
import io.netauto.driver.vendor.junos.RecordedJunos;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Devices that answer in JSON, XML or text, as files beside the answers of their getters. */
class StructuredGettersTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000));
  private static final Arguments ARGUMENTS =
      new Arguments(Map.of("destination", "1.0.4.0/24", "protocol", "bgp"));

  private record Form(Getters getters, Function<Path, Commands> recorded) {}

  private static final Map<String, Form> FORMS =
      Map.of(
          "eos", new Form(EosGetters.all(), RecordedEos::in),
          "junos", new Form(JunosGetters.all(), RecordedJunos::in),
          "iosxr_agent", new Form(IosXrGetters.all(), RecordedXmlAgent::in),
          "iosxr_netconf", new Form(IosXrGetters.all(), RecordedNetconf::in),
          "iosxr_text", new Form(IosXrGetters.all(), RecordedXrText::in));

  private static Path folder(String form) throws URISyntaxException {
    return Path.of(StructuredGettersTest.class.getResource("/getters/" + form).toURI());
  }

  static Stream<String> recordings() throws IOException, URISyntaxException {
    Stream<String> all = Stream.empty();
    for (String form : FORMS.keySet().stream().sorted().toList()) {
      try (Stream<Path> files = Files.list(folder(form).resolve("expected"))) {
        List<String> names = files.map(file -> form + "/" + file.getFileName()).sorted().toList();
        all = Stream.concat(all, names.stream());
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void a_getter_answers_what_stands_beside_the_recording(String name) throws Exception {
    String form = name.substring(0, name.indexOf('/'));
    String getter = name.substring(form.length() + 1).replace(".json", "");
    Path folder = folder(form);

    JsonNode answer = answer(FORMS.get(form), getter, folder);

    JsonNode expected =
        new JsonMapper()
            .readTree(Files.readString(folder.resolve("expected").resolve(getter + ".json")));
    assertThat(JsonDifference.first(expected, answer)).isEmpty();
  }

  private static JsonNode answer(Form form, String name, Path folder) {
    Getter<?> getter = Getter.find(name).orElseThrow();
    Commands commands = form.recorded().apply(folder);
    return switch (form.getters().get(getter, ARGUMENTS, commands, CLOCK)) {
      case Answer.Known<?>(var value) -> GetterJson.of(value);
      case Answer<?> other -> throw new AssertionError(other);
    };
  }
}

package io.netauto.conformance.napalm;

import io.netauto.driver.getters.Commands;
import io.netauto.driver.vendor.xml.Xml;
import io.netauto.driver.vendor.xml.XmlDocument;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A recorded Junos device, asked over NETCONF. Answers stand in files named by the procedure and
 * the routing instance, parts of the configuration in files named by the filter. What NAPALM takes
 * from another library ("facts") is the same in all recordings but for {@code facts.yml}.
 */
final class RecordedJunos implements Commands {
  private final CaseFiles files;
  private final Map<String, String> facts = new LinkedHashMap<>();

  private RecordedJunos(CaseFiles files) {
    this.files = files;
    facts.put("hostname", "vsrx");
    facts.put("model", "FIREFLY-PERIMETER");
    facts.put("version", "12.1X47-D20.7");
    facts.put("serialnumber", "beb914a9cca3");
    files
        .named("facts.yml")
        .ifPresent(
            text ->
                text.lines()
                    .map(line -> line.split(":\\s*", 2))
                    .filter(pair -> pair.length == 2)
                    .forEach(pair -> facts.put(pair[0].strip(), pair[1].strip())));
  }

  public static RecordedJunos in(Path folder) {
    return new RecordedJunos(new CaseFiles(folder));
  }

  @Override
  public Language language() {
    return Language.NETCONF;
  }

  @Override
  public Output run(String request) {
    if (!request.startsWith("<")) {
      return files.output(request, ".txt");
    }
    Xml rpc = XmlDocument.read(request, request);
    return switch (rpc.name()) {
      case "configuration" -> files.output(request, ".xml");
      case "get-configuration" ->
          named("get_config__database_" + rpc.attribute("database").orElse("") + "__format_text");
      case "get-software-information" ->
          text(
              "<software-information><host-name>%s</host-name><product-model>%s</product-model>"
                      .formatted(facts.get("hostname"), facts.get("model"))
                  + "<junos-version>%s</junos-version></software-information>"
                      .formatted(facts.get("version")));
      case "get-chassis-inventory" ->
          text(
              "<chassis-inventory><chassis><serial-number>%s</serial-number></chassis></chassis-inventory>"
                  .formatted(facts.get("serialnumber")));
      case "get-system-uptime-information" -> text("<up-time seconds=\"4380\"/>");
      default -> named(rpc.name() + rpc.text("instance"));
    };
  }

  private Output named(String name) {
    return files
        .named(name + ".xml")
        .<Output>map(Output.Text::new)
        .orElseGet(() -> new Output.Refused("not recorded: " + name));
  }

  private static Output text(String text) {
    return new Output.Text(text);
  }
}

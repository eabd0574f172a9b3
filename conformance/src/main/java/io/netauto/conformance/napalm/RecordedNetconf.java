package io.netauto.conformance.napalm;

import io.netauto.driver.getters.Commands;
import io.netauto.driver.vendor.xml.Xml;
import io.netauto.driver.vendor.xml.XmlDocument;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * A recorded IOS XR device, asked over NETCONF. Files are named by model and outermost element of
 * the filters, and by the datastore.
 */
record RecordedNetconf(CaseFiles files) implements Commands {
  private static final String MODEL = "/ns/yang/Cisco-IOS-XR-";

  public static RecordedNetconf in(Path folder) {
    return new RecordedNetconf(new CaseFiles(folder));
  }

  @Override
  public Language language() {
    return Language.NETCONF;
  }

  @Override
  public Output run(String request) {
    Xml operation = XmlDocument.read(request, request);
    String name =
        operation.find("filter").orElseThrow().children().stream()
            .map(RecordedNetconf::name)
            .collect(Collectors.joining("__"));
    String datastore =
        operation
            .find("source")
            .map(source -> "__" + source.children().getFirst().name())
            .orElse("");
    return files
        .named(name + datastore + ".xml")
        .<Output>map(Output.Text::new)
        .orElseGet(() -> new Output.Refused("not recorded: " + name + datastore));
  }

  private static String name(Xml filter) {
    String model = filter.element().getNamespaceURI();
    return model.substring(model.indexOf(MODEL) + MODEL.length()) + "_" + filter.name();
  }
}

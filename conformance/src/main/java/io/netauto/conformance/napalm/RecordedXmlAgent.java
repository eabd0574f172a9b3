package io.netauto.conformance.napalm;

import io.netauto.driver.getters.Commands;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A recorded IOS XR device, asked by its XML agent. What a file of a CLI request holds is what the
 * recorder took as the text of the command, envelope and all.
 */
record RecordedXmlAgent(CaseFiles files) implements Commands {
  private static final Pattern EXEC = Pattern.compile("<CLI><Exec>(.+)</Exec></CLI>");

  public static RecordedXmlAgent in(Path folder) {
    return new RecordedXmlAgent(new CaseFiles(folder));
  }

  @Override
  public Language language() {
    return Language.XML_AGENT;
  }

  @Override
  public Output run(String request) {
    String command = EXEC.matcher(request).replaceFirst("$1");
    return switch (files.output(command, ".txt")) {
      case Output.Text(String text) when request.startsWith("<CLI>") ->
          new Output.Text(
              "<CLI><Configuration>"
                  + text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                  + "</Configuration></CLI>");
      case Output output -> output;
    };
  }
}

package io.netauto.conformance.napalm;

import io.netauto.driver.getters.Commands;
import java.nio.file.Path;

/** A recorded EOS device: what {@code | json} prints stands in {@code .json}, text in others. */
record RecordedEos(CaseFiles files) implements Commands {
  private static final String AS_JSON = " | json";

  public static RecordedEos in(Path folder) {
    return new RecordedEos(new CaseFiles(folder));
  }

  @Override
  public Output run(String command) {
    return command.endsWith(AS_JSON)
        ? files.output(command.substring(0, command.length() - AS_JSON.length()), ".json")
        : files.output(command, ".text");
  }
}

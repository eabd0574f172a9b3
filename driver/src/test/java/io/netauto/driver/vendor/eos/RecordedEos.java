package io.netauto.driver.vendor.eos;

import io.netauto.driver.getters.Commands;
import io.netauto.driver.vendor.RecordedFiles;
import java.nio.file.Path;

/** A recorded EOS device: what {@code | json} prints stands in {@code .json}, text in others. */
public record RecordedEos(RecordedFiles files) implements Commands {
  private static final String AS_JSON = " | json";

  public static RecordedEos in(Path folder) {
    return new RecordedEos(new RecordedFiles(folder));
  }

  @Override
  public Output run(String command) {
    return command.endsWith(AS_JSON)
        ? files.output(command.substring(0, command.length() - AS_JSON.length()), ".json")
        : files.output(command, ".text");
  }
}

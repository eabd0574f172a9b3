package io.netauto.driver.vendor.iosxr;

import io.netauto.driver.getters.Commands;
import io.netauto.driver.vendor.RecordedFiles;
import java.nio.file.Path;

/** A recorded IOS XR device, asked by commands. */
public record RecordedXrText(RecordedFiles files) implements Commands {

  public static RecordedXrText in(Path folder) {
    return new RecordedXrText(new RecordedFiles(folder));
  }

  @Override
  public Output run(String command) {
    return files.output(command, ".txt");
  }
}

package io.netauto.conformance.unicon;

import io.netauto.conformance.Case;
import io.netauto.conformance.Form;
import io.netauto.conformance.RecordedFiles;
import io.netauto.driver.platform.Platforms;
import java.util.List;

/** State machines. */
public final class UniconForm implements Form {
  @Override
  public String name() {
    return "unicon";
  }

  @Override
  public List<Case> read(RecordedFiles files, Platforms platforms) {
    return List.of();
  }
}

package io.netauto.conformance.scrapli;

import io.netauto.conformance.Case;
import io.netauto.conformance.Form;
import io.netauto.conformance.RecordedFiles;
import io.netauto.driver.platform.Platforms;
import java.util.List;

/** Mock devices: events per privilege level. */
public final class ScrapliForm implements Form {
  @Override
  public String name() {
    return "scrapli_mock";
  }

  @Override
  public List<Case> read(RecordedFiles files, Platforms platforms) {
    return List.of();
  }
}

package io.netauto.conformance.napalm;

import io.netauto.conformance.Case;
import io.netauto.conformance.Form;
import io.netauto.conformance.RecordedFiles;
import io.netauto.conformance.Verdict;
import io.netauto.driver.platform.Platforms;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Folders {@code DRIVER/mocked_data/test_get_GETTER/CASE} with what a device printed and NAPALM's
 * {@code expected_result.json} of it.
 */
public final class NapalmForm implements Form {
  private static final String RESULT = "expected_result.json";
  private static final String TEST = "test_get_";

  @Override
  public String name() {
    return "napalm";
  }

  @Override
  public List<Case> read(RecordedFiles files, Platforms platforms) {
    List<Case> cases = new ArrayList<>();
    for (Path file : files.named(RESULT::equals)) {
      Path path = file.toAbsolutePath().normalize();
      int depth = path.getNameCount();
      if (depth < 5
          || !path.getName(depth - 4).toString().equals("mocked_data")
          || !path.getName(depth - 3).toString().startsWith(TEST)) {
        continue;
      }
      String driver = path.getName(depth - 5).toString();
      String test = path.getName(depth - 3).toString().substring(TEST.length());
      Path folder = path.resolveSibling("");
      NapalmGetters.Case recording = new NapalmGetters.Case(driver, test, folder);
      cases.add(
          Case.of(
              NapalmGetters.platform(driver),
              recording.name(),
              context ->
                  NapalmGetters.knows(driver)
                      ? NapalmGetters.outcome(recording)
                      : Verdict.skipped("no platform is called \"" + driver + "\" by napalm")));
    }
    return cases;
  }
}

package io.netauto.conformance;

import io.netauto.conformance.napalm.NapalmForm;
import io.netauto.conformance.ntc.NtcForm;
import io.netauto.conformance.oxidized.OxidizedForm;
import io.netauto.conformance.prompts.PromptsForm;
import io.netauto.conformance.scrapli.ScrapliForm;
import io.netauto.conformance.unicon.UniconForm;
import io.netauto.driver.platform.Platforms;
import io.netauto.simulator.recording.Library.Title;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All forms of recordings that are known. */
final class Forms {
  private static final List<Form> ALL =
      List.of(
          new PromptsForm(),
          new OxidizedForm(),
          new ScrapliForm(),
          new UniconForm(),
          new NtcForm(),
          new NapalmForm());

  private static final String UNREADABLE = "unreadable";

  private Forms() {}

  static List<String> names() {
    return ALL.stream().map(Form::name).toList();
  }

  /** What of each form lies below a folder; forms without a case are left out. */
  static List<Corpus> in(Path folder, Platforms platforms) throws IOException {
    RecordedFiles files = RecordedFiles.below(folder);
    List<Corpus> corpora = new ArrayList<>();
    for (Form form : ALL) {
      List<Case> cases = form.read(files, platforms);
      if (!cases.isEmpty()) {
        corpora.add(new Recorded(form.name(), cases));
      }
    }
    List<Case> unreadable = unreadable(files);
    if (!unreadable.isEmpty()) {
      corpora.add(new Recorded(UNREADABLE, unreadable));
    }
    return corpora;
  }

  /** The recorded devices of all forms below a folder. */
  static List<Title> titles(Path folder, Platforms platforms) throws IOException {
    RecordedFiles files = RecordedFiles.below(folder);
    return ALL.stream().flatMap(form -> form.titles(files, platforms).stream()).toList();
  }

  private static List<Case> unreadable(RecordedFiles files) {
    return files.unreadable().stream()
        .map(files::placeOf)
        .map(place -> Case.of("-", place, c -> Verdict.skipped("the file is no YAML")))
        .toList();
  }

  private record Recorded(String name, List<Case> all) implements Corpus {
    @Override
    public Stream<Case> cases() {
      return all.stream();
    }
  }
}

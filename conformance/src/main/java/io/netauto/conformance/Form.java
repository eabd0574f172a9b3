package io.netauto.conformance;

import io.netauto.driver.platform.Platforms;
import io.netauto.simulator.recording.Library.Title;
import java.util.List;

/** A form of recordings, recognised by the files' names and content and not by their place. */
public interface Form {

  /** What {@code --corpus} calls it. */
  String name();

  /** The cases of all files of this form; files of other forms are left alone. */
  List<Case> read(RecordedFiles files, Platforms platforms);

  /** The devices among its recordings that a person can talk to, too. */
  default List<Title> titles(RecordedFiles files, Platforms platforms) {
    return List.of();
  }
}

package io.netauto.server.credentials;

import io.netauto.server.web.Caution;
import io.netauto.server.web.StartNotes;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells, at the start and on pages, that there is no master key, so that what devices print is
 * stored as it is.
 */
@Component
class UnsealedOutput implements Caution {
  private static final Logger log = LoggerFactory.getLogger(UnsealedOutput.class);
  private static final String WORDS =
      "There is no master key: what devices print, with the secrets in it, is stored unsealed, and"
          + " no credential can be stored. Set NET_AUTO_MASTER_KEY or NET_AUTO_MASTER_KEY_FILE, the"
          + " same on all nodes, and start them again.";

  private final DataKeys keys;

  UnsealedOutput(DataKeys keys, StartNotes notes) {
    this.keys = keys;
    if (!keys.available()) {
      log.warn("{} A key is made by: {}", WORDS, MasterKey.HOW_TO_MAKE);
      notes.add("WARNING: " + WORDS);
    }
  }

  @Override
  public Optional<String> words() {
    return keys.available() ? Optional.empty() : Optional.of(WORDS);
  }
}

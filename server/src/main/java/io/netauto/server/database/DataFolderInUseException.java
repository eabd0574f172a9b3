package io.netauto.server.database;

import java.nio.file.Path;

/** The refusal to start on a data folder that another server holds. */
public final class DataFolderInUseException extends EmbeddedPostgresException {
  DataFolderInUseException(Path folder, String holder) {
    super(
        "The data folder \"%s\" is in use by another NetAuto server (process %s). Stop it, or start this one with NET_AUTO_DATA=/another/folder."
            .formatted(folder, holder));
  }
}

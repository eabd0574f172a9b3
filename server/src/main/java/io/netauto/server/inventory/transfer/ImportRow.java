package io.netauto.server.inventory.transfer;

import io.netauto.server.inventory.DeviceDraft;
import io.netauto.server.web.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A device of a file.
 *
 * @param line where it begins, counted from 1; the device's place where the form knows no lines
 * @param groups the static groups that it is to be in; null leaves them as they are
 * @param errors what could not be read of it
 */
public record ImportRow(
    int line, DeviceDraft draft, @Nullable List<String> groups, List<FieldError> errors) {
  public ImportRow {
    errors = List.copyOf(errors);
  }
}

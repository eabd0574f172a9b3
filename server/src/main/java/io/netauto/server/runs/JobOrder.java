package io.netauto.server.runs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a job does on each of its devices, as it is stored.
 *
 * @param targets what was asked for before it was frozen, for those who read it; null for a job of
 *     an older version
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record JobOrder(List<String> commands, @Nullable Map<String, Object> targets) {
  public JobOrder {
    commands = List.copyOf(commands);
  }
}

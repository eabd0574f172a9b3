package io.netauto.driver.detect;

import java.util.Map;

/**
 * What a device has shown.
 *
 * @param ident the SSH identification, or an empty text
 * @param banner what came before the prompt
 * @param prompt the confirmed prompt, or an empty text
 * @param outputs by command
 */
record Seen(String ident, String banner, String prompt, Map<String, String> outputs) {
  Seen {
    outputs = Map.copyOf(outputs);
  }
}

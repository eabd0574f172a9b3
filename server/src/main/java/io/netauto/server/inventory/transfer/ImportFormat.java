package io.netauto.server.inventory.transfer;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The forms of lists of devices that are read. */
public enum ImportFormat {
  CSV("CSV"),
  JSON("JSON"),
  JSON_LINES("JSON lines"),
  ANSIBLE_INI("Ansible inventory (INI)"),
  ANSIBLE_YAML("Ansible inventory (YAML)"),
  NORNIR("Nornir hosts (YAML)"),
  OXIDIZED("Oxidized router.db"),
  NETBOX_CSV("NetBox devices (CSV)"),
  NETBOX_JSON("NetBox devices (JSON)");

  private final String label;

  ImportFormat(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }

  /** The name in the API, e.g. {@code json_lines}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ImportFormat> of(String code) {
    return Arrays.stream(values()).filter(f -> f.code().equals(code)).findFirst();
  }
}

package io.netauto.server.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleTest {
  @Test
  void the_table_of_roles_is_this() {
    var table = new StringBuilder();
    for (Permission permission : Permission.values()) {
      table.append("%-18s".formatted(permission));
      for (Role role : Role.values()) {
        table.append(role.permissions().contains(permission) ? " " + role.wireName() : "");
      }
      boolean ofARole = Role.ADMIN.permissions().contains(permission);
      boolean all =
          new Actor(new UserId(1), "kim", new CustomerId(1), Role.VIEWER, true).may(permission);
      assertThat(all).as("superusers have %s", permission).isTrue();
      table.append(ofARole ? "" : " superuser").append('\n');
    }
    assertThat(table)
        .hasToString(
            """
            devices:read       viewer operator admin
            devices:write      admin
            runs:read          viewer operator admin
            runs:execute       operator admin
            runs:change        operator admin
            secrets:read       admin
            templates:read     viewer operator admin
            templates:write    operator admin
            known-hosts:read   viewer operator admin
            known-hosts:write  admin
            credentials:read   operator admin
            credentials:write  admin
            users:manage       admin
            api-keys:own       viewer operator admin
            settings:read      admin
            settings:write     admin
            metrics:read       admin
            customers:manage   superuser
            audit:read         admin
            """);
  }

  @Test
  void a_narrowed_actor_has_what_both_allow_and_is_told_about_the_key() {
    var actor =
        new Actor(new UserId(1), "kim", new CustomerId(1), Role.OPERATOR, false)
            .narrowedTo(Set.of(Permission.RUNS_READ, Permission.USERS_MANAGE));
    assertThat(actor.permissions()).containsExactly(Permission.RUNS_READ);
    assertThatExceptionOfType(Forbidden.class)
        .isThrownBy(() -> actor.require(Permission.RUNS_EXECUTE))
        .withMessageContaining("API key lacks the scope 'runs:execute'");
  }
}

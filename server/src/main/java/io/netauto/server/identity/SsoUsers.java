package io.netauto.server.identity;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table {@code sso_identity}, and the accounts as single sign-on changes them. */
@Repository
class SsoUsers {
  private final JdbcClient jdbc;

  SsoUsers(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<UserId> linked(String issuer, String subject) {
    return jdbc.sql(
            "select user_id from sso_identity where issuer = :issuer and subject = :subject")
        .param("issuer", issuer)
        .param("subject", subject)
        .query((rs, row) -> new UserId(rs.getLong(1)))
        .optional();
  }

  void link(String issuer, String subject, UserId user, Instant now) {
    jdbc.sql(
            """
            insert into sso_identity (issuer, subject, user_id, created_at)
            values (:issuer, :subject, :user, :now)
            """)
        .param("issuer", issuer)
        .param("subject", subject)
        .param("user", user.value())
        .param("now", Timestamp.from(now))
        .update();
  }

  /** One login with single sign-on at a time makes accounts. */
  void lock() {
    jdbc.sql("lock table sso_identity in share row exclusive mode").update();
  }

  Optional<CustomerId> customer(String name) {
    return jdbc.sql("select id from customer where lower(name) = :name")
        .param("name", name.toLowerCase(Locale.ROOT))
        .query((rs, row) -> new CustomerId(rs.getLong(1)))
        .optional();
  }

  /** Whether the user is something in any customer, active or not. */
  boolean isMember(UserId user) {
    return jdbc.sql("select exists (select 1 from membership where user_id = :user)")
        .param("user", user.value())
        .query(Boolean.class)
        .single();
  }

  /** Gives the role; false where the user has it already. */
  boolean member(UserId user, CustomerId customer, Role role) {
    return jdbc.sql(
                """
                insert into membership as m (user_id, customer_id, role)
                values (:user, :customer, :role)
                on conflict (user_id, customer_id) do update set role = excluded.role
                where m.role <> excluded.role
                """)
            .param("user", user.value())
            .param("customer", customer.value())
            .param("role", role.wireName())
            .update()
        > 0;
  }

  /** Takes the role away; false where there was none. */
  boolean noMember(UserId user, CustomerId customer) {
    return jdbc.sql("delete from membership where user_id = :user and customer_id = :customer")
            .param("user", user.value())
            .param("customer", customer.value())
            .update()
        > 0;
  }

  /** False where it is so already, or the user is the last superuser. */
  boolean superuser(UserId user, boolean superuser) {
    return jdbc.sql(
                """
                update app_user set superuser = :superuser
                where id = :user and superuser <> :superuser and (:superuser or exists (
                  select 1 from app_user o where o.superuser and o.active and o.id <> :user))
                """)
            .param("superuser", superuser)
            .param("user", user.value())
            .update()
        > 0;
  }
}

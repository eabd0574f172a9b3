/**
 * The one store of state: a PostgreSQL that the server starts and supervises itself, or the one
 * that {@code NET_AUTO_DB_URL} names. Why the supervisor is our own: {@code
 * docs/adr/0002-embedded-postgresql.md}.
 */
@ApplicationModule(
    displayName = "Database",
    allowedDependencies = {})
@NullMarked
package io.netauto.server.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/** Tests with a real PostgreSQL, real processes and real kills. */
@NullMarked
package io.netauto.server.database;

import org.jspecify.annotations.NullMarked;

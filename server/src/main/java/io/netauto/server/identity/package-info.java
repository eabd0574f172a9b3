/** People and what they may do: users, roles, customers, API keys, logins, the acting person. */
@NullMarked
@ApplicationModule(allowedDependencies = "web")
package io.netauto.server.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

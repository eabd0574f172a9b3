package io.netauto.server.commands;

import io.netauto.server.identity.Role;
import java.time.Instant;

/**
 * Commands that people of a role may not run.
 *
 * @param pattern words, each of which may be cut short as devices allow, or a regular expression
 *     between slashes; see {@link DenyPattern}
 * @param reason told to whom is refused
 * @param createdBy the name of the user
 */
public record DenyRule(
    long id, Role role, String pattern, String reason, String createdBy, Instant createdAt) {}

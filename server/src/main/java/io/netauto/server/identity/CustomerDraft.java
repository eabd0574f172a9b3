package io.netauto.server.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a customer to be. In an edit, null leaves a part as it is; in an addition it
 * is the default: active, any address, no credentials of the server.
 *
 * @param ranges networks in CIDR form; a single address is a network of one
 */
public record CustomerDraft(
    @Nullable String name,
    @Nullable Boolean active,
    @Nullable List<String> ranges,
    @Nullable List<String> credentialPatterns) {}

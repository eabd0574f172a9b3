package io.netauto.server.credentials;

import io.netauto.driver.Secret;
import org.jspecify.annotations.Nullable;

/** What a reference stands for at this moment. Never stored, logged or sent. */
public record Credential(
    @Nullable String username,
    @Nullable Secret password,
    @Nullable Secret enablePassword,
    @Nullable Secret privateKey,
    @Nullable Secret passphrase) {}

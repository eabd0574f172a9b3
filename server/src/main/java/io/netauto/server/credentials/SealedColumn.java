package io.netauto.server.credentials;

/**
 * A column whose sealed texts are sealed anew after a data key was rotated; a feature declares its
 * own as a bean. The table has a key column {@code id} of type bigint. All texts are parts of SQL,
 * written by programmers.
 *
 * @param what in words, for the progress: {@code stored credentials}
 * @param customer the customer's number as SQL; {@code null::bigint} for what is the server's
 * @param purpose the purpose that it was sealed for, as SQL: {@code 'totp/' || id}
 */
public record SealedColumn(
    String what, String table, String column, String customer, String purpose) {}

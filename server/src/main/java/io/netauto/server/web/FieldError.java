package io.netauto.server.web;

/**
 * What is wrong with one field of a request, in words for the person who filled it in.
 *
 * @param field the name as the client wrote it, nested with dots: {@code tags.site}
 */
public record FieldError(String field, String message) {}

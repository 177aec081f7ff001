package dev.stanchion.admin.answer;

/**
 * A value of a request that is not valid. Immutable.
 *
 * @param pointer a JSON pointer into the body, or {@code ?} and the name of a parameter
 */
public record InvalidValue(String pointer, String detail) {}

package dev.stanchion.engine.admin;

/**
 * Something that the operator should know before an operation.
 *
 * @param code for programs: {@code members-connected}
 * @param text a sentence
 */
public record Warning(String code, String text) {}

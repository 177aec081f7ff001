package dev.stanchion.admin.answer;

/** What the caller of a change should know. Immutable. */
public record Warning(String code, String text) {}

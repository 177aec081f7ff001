package dev.stanchion.admin.model;

/** What the caller of a change should know. Immutable. */
public record Warning(String code, String text) {}

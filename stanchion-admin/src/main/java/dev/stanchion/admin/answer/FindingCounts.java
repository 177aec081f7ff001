package dev.stanchion.admin.answer;

/** Counts findings by severity. Immutable. */
public record FindingCounts(long error, long warning, long note) {}

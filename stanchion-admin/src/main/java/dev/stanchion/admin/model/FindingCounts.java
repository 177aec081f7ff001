package dev.stanchion.admin.model;

/** Counts findings by severity. Immutable. */
public record FindingCounts(long error, long warning, long note) {}

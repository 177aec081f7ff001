package dev.stanchion.engine.finding;

/**
 * A finding that holds. Immutable.
 *
 * @param sinceEpochNanos when it appeared
 */
public record LiveFinding(Finding finding, long sinceEpochNanos) {}

package dev.stanchion.admin.answer;

/**
 * What is not as a plan had it. Immutable.
 *
 * @param field what differs: {@code operation}, {@code channel}, {@code client}, {@code position},
 *     {@code lastSequence}, {@code messages}, {@code clients}, and for an import {@code
 *     channelsCreated}, {@code positionsCreated}, {@code positionsMoved} or {@code definitions}
 * @param then in the plan whose state was sent
 */
public record Difference(String field, String then, String now) {}

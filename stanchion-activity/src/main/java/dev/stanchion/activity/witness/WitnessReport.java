package dev.stanchion.activity.witness;

/**
 * What a process keeps for clients, for people and pages. Immutable.
 *
 * @param messages that are kept, requests too
 * @param bytes the approximate memory that they take
 * @param offered how many publishes were offered to the active again
 * @param overflowed how many messages were forgotten because there was no room
 * @param replayed how many kept messages this process has taken when it became active
 */
public record WitnessReport(
        long messages, long bytes, long offered, long overflowed, long replayed) {
    /** Nothing is kept. */
    public static final WitnessReport NONE = new WitnessReport(0, 0, 0, 0, 0);
}

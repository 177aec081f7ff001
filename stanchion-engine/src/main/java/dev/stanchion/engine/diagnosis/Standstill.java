package dev.stanchion.engine.diagnosis;

/**
 * A reason why messages of a channel do not arrive. The components of each record are its facts.
 *
 * <p>{@link Look} has the order in which they are told.
 *
 * <p>Durations are in nanoseconds, times in nanoseconds since 1970. {@code position} is the name of
 * the group or durable, or the client ID of a plain subscription.
 */
public sealed interface Standstill permits ChannelStandstill, ListenerStandstill, PolicyStandstill {
    /** Returns the name of the reason for programs: {@code no-such-channel}. */
    String code();

    /** Returns what is the case, as one sentence. */
    String sentence();

    /** Returns what to do; empty if there is nothing to do. */
    String remedy();

    /** Returns whether something is wrong. Some reasons only explain. */
    default boolean isWrong() {
        return true;
    }
}

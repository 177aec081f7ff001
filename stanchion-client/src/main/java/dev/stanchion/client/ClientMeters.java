package dev.stanchion.client;

import java.time.Duration;
import java.util.Optional;

/**
 * Gets figures of a {@link StreamingClient} for a metrics library. Called on the client's own
 * threads, so each call must return soon.
 */
public interface ClientMeters {
    /** Meters that measure nothing. */
    ClientMeters NONE = new ClientMeters() {};

    /**
     * A publish has ended.
     *
     * @param duration from the call to the ack
     * @param failure empty if the message is stored
     */
    default void published(
            String channel, Duration duration, Optional<StreamingException.Kind> failure) {}

    /** A message has arrived. */
    default void received(Subscription subscription, boolean redelivered) {}

    /**
     * A handler has returned.
     *
     * @param succeeded false if it threw an exception
     */
    default void handled(Subscription subscription, Duration duration, boolean succeeded) {}

    /** A message waited for demand so long that the server was about to send it again. */
    default void expiredBeforeUse(String channel) {}

    /** The registration was lost. */
    default void lost() {}

    /** The client has a new registration. */
    default void recovered(Duration after) {}
}

package dev.stanchion.spring.listener;

import java.time.Duration;

/**
 * What listeners take where their annotation says nothing. Immutable.
 *
 * @param autoStartup whether listeners start with the application
 */
public record ListenerDefaults(
        boolean autoStartup, Duration ackWait, int maxInFlight, int concurrency) {
    /** Start with the application, 30 s, 64 messages, one after the other. */
    public static final ListenerDefaults USUAL =
            new ListenerDefaults(true, Duration.ofSeconds(30), 64, 1);
}

package dev.stanchion.conformance.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The command line of the server for a test, without its port. The suite spends most of its time on
 * starting servers. So flags that do not affect each other share a server: the sizes of batches are
 * with heartbeats and durables, which they do not change.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Flags {
    /**
     * The flags for tests that name none. Many tests share this server, so it must have room for
     * many channels.
     */
    String USUAL = "-mc 0";

    /**
     * A heartbeat 500 ms after the last one was settled, 1 s to answer, closed on the third
     * failure: 4.5 s after connecting with a silent listener, 1.5 s without any.
     */
    String SHORT_HEARTBEATS = "-mc 0 -hbi 500ms -hbt 1s -hbf 2 -io_batch_size 0 -io_sleep_time 500";

    String NO_BATCHES = SHORT_HEARTBEATS;

    String ONE_CHANNEL_AND_SUBSCRIPTION = "-mc 1 -msu 1";
    String TWO_SUBSCRIPTIONS = "-mc 0 -msu 2";
    String CHANNEL_LIMITS = "-sc src/test/resources/channel-limits.conf";
    String CHANNEL_INACTIVITY = "-sc src/test/resources/channel-inactivity.conf";
    String TEN_MESSAGES = "-mc 0 -mm 10 -mb 5000";
    String ONE_SECOND_OF_AGE = "-mc 0 -ma 1s";
    String SHORT_INACTIVITY = "-mc 0 -mi 500ms -hbi 500ms -hbt 500ms -hbf 1";
    String REPLACE_DURABLE = "-mc 0 -replace_durable -io_batch_size 50";

    String SMALL_BATCHES = REPLACE_DURABLE;

    /** Flags, separated by spaces. */
    String value();
}

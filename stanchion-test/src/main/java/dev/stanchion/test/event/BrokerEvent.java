package dev.stanchion.test.event;

import java.time.Duration;
import java.util.Locale;

/**
 * One thing that has happened. Immutable.
 *
 * @param number counts the events of a broker, from 1
 * @param at by the broker's clock, since its start
 * @param client the client ID concerned; empty if there is none
 * @param channel the channel concerned; empty if there is none
 * @param sequence the message concerned; 0 if there is none
 * @param text the event in words: {@code sent #1 of tickets:created to orders-1}
 */
public record BrokerEvent(
        long number,
        Duration at,
        Kind kind,
        String client,
        String channel,
        long sequence,
        String text) {
    /** What happened. */
    public enum Kind {
        /** A client was registered. */
        CONNECTED,
        /** A request was refused: to connect, to publish, to subscribe. */
        REFUSED,
        /** A client is not registered any more: it has closed, or the broker has given it up. */
        CLOSED,
        /** A subscription began. */
        SUBSCRIBED,
        /** A subscription ended, and its position with it. */
        UNSUBSCRIBED,
        /** A message was stored. */
        PUBLISHED,
        /** A message was sent to a subscription for the first time. */
        SENT,
        /** A message was sent to a subscription again. */
        REDELIVERED,
        /** A subscription acknowledged a message. */
        ACKNOWLEDGED,
        /** A client did not answer whether it lives. */
        HEARTBEAT,
        /** The test moved the clock. */
        CLOCK,
        /** The test caused or ended a fault, or a fault took effect. */
        FAULT,
        /** The broker started, stopped, or was reset. */
        BROKER
    }

    /** Returns the event with its time in seconds: {@code 0.013 sent #1 …}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.3f %s", at.toNanos() / 1e9, text);
    }
}

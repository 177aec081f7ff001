package dev.stanchion.client;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * What a subscription wants to be sent, and how. Immutable; start from {@link #defaults()}.
 *
 * @param queueGroup members share the messages; empty for none
 * @param durableName the position is kept under this name when the connection ends; empty for none
 * @param start where to begin, if neither durable nor group exists yet
 * @param maxInFlight how many messages may be delivered and not acknowledged; at least 1
 * @param ackWait after how long without acknowledgement a message comes again; whole seconds, at
 *     least 1
 * @param ackMode who acknowledges
 */
public record SubscriptionOptions(
        String queueGroup,
        String durableName,
        StartAt start,
        int maxInFlight,
        Duration ackWait,
        AckMode ackMode) {
    private static final SubscriptionOptions DEFAULTS =
            new SubscriptionOptions(
                    "", "", StartAt.newOnly(), 1024, Duration.ofSeconds(30), AckMode.AUTO);

    public SubscriptionOptions {
        if (maxInFlight < 1) {
            throw Failures.invalid(
                    "max in flight: " + maxInFlight + " (expected: at least 1)",
                    "Allow at least one message.");
        }
        if (ackWait.compareTo(Duration.ofSeconds(1)) < 0
                || ackWait.compareTo(Duration.ofSeconds(Integer.MAX_VALUE)) > 0
                || !ackWait.equals(ackWait.truncatedTo(ChronoUnit.SECONDS))) {
            throw Failures.invalid(
                    "ack wait: "
                            + DurationText.of(ackWait)
                            + " (expected: whole seconds, at least 1)",
                    "The protocol counts it in seconds.");
        }
        if (!queueGroup.isEmpty() && durableName.indexOf(':') >= 0) {
            throw Failures.invalid(
                    "durable name of a queue group: '" + durableName + "' (expected: no ':')",
                    "Choose another name.");
        }
    }

    /** New messages only, 1024 in flight, 30 s ack wait, acknowledged automatically. */
    public static SubscriptionOptions defaults() {
        return DEFAULTS;
    }

    /** Joins a queue group: each message goes to one of its members. */
    public SubscriptionOptions withQueueGroup(String name) {
        return new SubscriptionOptions(name, durableName, start, maxInFlight, ackWait, ackMode);
    }

    /**
     * Keeps the position when the connection ends: under client ID, channel and this name, or, with
     * a queue group, for the group under channel, group and this name.
     */
    public SubscriptionOptions withDurableName(String name) {
        return new SubscriptionOptions(queueGroup, name, start, maxInFlight, ackWait, ackMode);
    }

    public SubscriptionOptions withStart(StartAt position) {
        return new SubscriptionOptions(
                queueGroup, durableName, position, maxInFlight, ackWait, ackMode);
    }

    public SubscriptionOptions withMaxInFlight(int messages) {
        return new SubscriptionOptions(queueGroup, durableName, start, messages, ackWait, ackMode);
    }

    public SubscriptionOptions withAckWait(Duration wait) {
        return new SubscriptionOptions(queueGroup, durableName, start, maxInFlight, wait, ackMode);
    }

    public SubscriptionOptions withAckMode(AckMode mode) {
        return new SubscriptionOptions(queueGroup, durableName, start, maxInFlight, ackWait, mode);
    }
}

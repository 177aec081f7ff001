package dev.stanchion.client;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription wants to be sent, and how. Immutable; start from {@link #defaults()} or
 * {@link #group}.
 *
 * @param queueGroup members share the messages; empty for none
 * @param durableName the position is kept under this name when the connection ends; empty for none
 * @param start where to begin, if neither durable nor group exists yet
 * @param maxInFlight how many messages may be delivered and not acknowledged; at least 1
 * @param ackWait after how long without acknowledgement a message comes again; whole seconds, at
 *     least 1
 * @param ackMode who acknowledges
 * @param concurrency how many messages are handled at the same time
 * @param executor runs the handlers; null for the threads of the client
 * @param subscribeTimeout how long to wait for the answer to the subscribe request; null for the
 *     request timeout of the client
 */
public record SubscriptionOptions(
        String queueGroup,
        String durableName,
        StartAt start,
        int maxInFlight,
        Duration ackWait,
        AckMode ackMode,
        Concurrency concurrency,
        @Nullable Executor executor,
        @Nullable Duration subscribeTimeout) {
    private static final SubscriptionOptions DEFAULTS =
            new SubscriptionOptions(
                    "",
                    "",
                    StartAt.newOnly(),
                    1024,
                    Duration.ofSeconds(30),
                    AckMode.AUTO,
                    Concurrency.SERIAL,
                    null,
                    null);

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
        if (subscribeTimeout != null) {
            TimeLimits.requirePositive("subscribe timeout", subscribeTimeout);
        }
    }

    /**
     * New messages only, 1024 in flight, 30 s ack wait, acknowledged automatically, handled one
     * after the other.
     */
    public static SubscriptionOptions defaults() {
        return DEFAULTS;
    }

    /** The defaults for a member of a queue group: each message goes to one of its members. */
    public static SubscriptionOptions group(String name) {
        return DEFAULTS.queueGroup(name);
    }

    /** Joins a queue group: each message goes to one of its members. */
    public SubscriptionOptions queueGroup(String name) {
        return new SubscriptionOptions(
                name,
                durableName,
                start,
                maxInFlight,
                ackWait,
                ackMode,
                concurrency,
                executor,
                subscribeTimeout);
    }

    /**
     * Keeps the position when the connection ends: under client ID, channel and this name, or, with
     * a queue group, for the group under channel, group and this name.
     */
    public SubscriptionOptions durable(String name) {
        return new SubscriptionOptions(
                queueGroup,
                name,
                start,
                maxInFlight,
                ackWait,
                ackMode,
                concurrency,
                executor,
                subscribeTimeout);
    }

    /** Begins there, if neither durable nor group exists yet. */
    public SubscriptionOptions from(StartAt position) {
        return new SubscriptionOptions(
                queueGroup,
                durableName,
                position,
                maxInFlight,
                ackWait,
                ackMode,
                concurrency,
                executor,
                subscribeTimeout);
    }

    /** Limits how many messages are delivered and not acknowledged. */
    public SubscriptionOptions maxInFlight(int messages) {
        return new SubscriptionOptions(
                queueGroup,
                durableName,
                start,
                messages,
                ackWait,
                ackMode,
                concurrency,
                executor,
                subscribeTimeout);
    }

    /** Sets after how long without acknowledgement a message comes again. */
    public SubscriptionOptions ackWait(Duration wait) {
        return new SubscriptionOptions(
                queueGroup,
                durableName,
                start,
                maxInFlight,
                wait,
                ackMode,
                concurrency,
                executor,
                subscribeTimeout);
    }

    /** Sets who acknowledges. */
    public SubscriptionOptions ackMode(AckMode mode) {
        return new SubscriptionOptions(
                queueGroup,
                durableName,
                start,
                maxInFlight,
                ackWait,
                mode,
                concurrency,
                executor,
                subscribeTimeout);
    }

    /** Handles up to this many messages at the same time, in any order. */
    public SubscriptionOptions concurrency(int limit) {
        return with(new Concurrency(limit, null));
    }

    /**
     * Handles up to this many messages at the same time. Messages with equal keys are handled one
     * after the other, in the order of their arrival.
     *
     * @param key called on the thread that receives messages, so it must be short. If it throws,
     *     the client logs it, and the message has a key of its own
     */
    public SubscriptionOptions concurrency(int limit, Function<Message, ?> key) {
        return with(new Concurrency(limit, key));
    }

    /**
     * Runs the handlers of this subscription on other threads than those of the client. A program
     * that gives one thread to several subscriptions has their messages handled one after the
     * other.
     */
    public SubscriptionOptions executor(Executor threads) {
        return new SubscriptionOptions(
                queueGroup,
                durableName,
                start,
                maxInFlight,
                ackWait,
                ackMode,
                concurrency,
                threads,
                subscribeTimeout);
    }

    /** Sets how long to wait for the answer to the subscribe request. */
    public SubscriptionOptions subscribeTimeout(Duration timeout) {
        return new SubscriptionOptions(
                queueGroup,
                durableName,
                start,
                maxInFlight,
                ackWait,
                ackMode,
                concurrency,
                executor,
                timeout);
    }

    private SubscriptionOptions with(Concurrency changed) {
        return new SubscriptionOptions(
                queueGroup,
                durableName,
                start,
                maxInFlight,
                ackWait,
                ackMode,
                changed,
                executor,
                subscribeTimeout);
    }

    /** Returns whether the server keeps a position for it that outlives the connection. */
    boolean isDurable() {
        return !durableName.isEmpty();
    }

    boolean isInGroup() {
        return !queueGroup.isEmpty();
    }
}

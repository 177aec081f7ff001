package io.nats.streaming;

import io.nats.streaming.protobuf.StartPosition;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;

/** What a subscription wants to be sent, and how. Immutable. */
@NullUnmarked
public class SubscriptionOptions {
    public static final Duration DEFAULT_ACK_WAIT = Duration.ofSeconds(30);
    public static final int DEFAULT_MAX_IN_FLIGHT = 1024;
    public static final Duration DEFAULT_SUBSCRIPTION_TIMEOUT = Duration.ofSeconds(2);

    private final String durableName;
    private final int maxInFlight;
    private final Duration ackWait;
    private final StartPosition startAt;
    private final long startSequence;
    private final Instant startTime;
    private final boolean manualAcks;
    private final String dispatcher;
    private final Duration subscriptionTimeout;

    private SubscriptionOptions(Builder builder) {
        durableName = builder.durableName;
        maxInFlight = builder.maxInFlight;
        ackWait = builder.ackWait;
        startAt = builder.startAt;
        startSequence = builder.startSequence;
        startTime = builder.startTime;
        manualAcks = builder.manualAcks;
        dispatcher = builder.dispatcher;
        subscriptionTimeout = builder.subscriptionTimeout;
    }

    /** Returns how long to wait for the answer to the subscribe request. */
    public Duration getSubscriptionTimeout() {
        return subscriptionTimeout;
    }

    /** Returns the durable name; null if there is none. */
    public String getDurableName() {
        return durableName;
    }

    /** Returns how many messages may be delivered and not acknowledged. */
    public int getMaxInFlight() {
        return maxInFlight;
    }

    /** Returns after how long without an acknowledgement a message comes again. */
    public Duration getAckWait() {
        return ackWait;
    }

    public StartPosition getStartAt() {
        return startAt;
    }

    /** Returns the first sequence, with {@link StartPosition#SequenceStart}. */
    public long getStartSequence() {
        return startSequence;
    }

    /** Returns the first instant, with {@link StartPosition#TimeDeltaStart}; else null. */
    public Instant getStartTime() {
        return startTime;
    }

    /**
     * Returns the first instant as a time since 1970, with {@link StartPosition#TimeDeltaStart}.
     */
    public long getStartTime(TimeUnit unit) {
        Instant time = Objects.requireNonNull(startTime, "no start time");
        return unit.convert(
                TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano(),
                TimeUnit.NANOSECONDS);
    }

    /** Returns whether the program acknowledges messages. */
    public boolean isManualAcks() {
        return manualAcks;
    }

    /** Returns the name of the dispatcher; null for the usual one. */
    public String getDispatcherName() {
        return dispatcher;
    }

    @Override
    public String toString() {
        return "SubscriptionOptions{durableName='%s', maxInFlight=%d, ackWait=%s, startAt=%s, startSequence=%d, startTime=%s, manualAcks=%b}"
                .formatted(
                        durableName,
                        maxInFlight,
                        ackWait,
                        startAt,
                        startSequence,
                        startTime,
                        manualAcks);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SubscriptionOptions that
                && that.getClass() == getClass()
                && maxInFlight == that.maxInFlight
                && startSequence == that.startSequence
                && manualAcks == that.manualAcks
                && startAt == that.startAt
                && ackWait.equals(that.ackWait)
                && subscriptionTimeout.equals(that.subscriptionTimeout)
                && Objects.equals(durableName, that.durableName)
                && Objects.equals(startTime, that.startTime)
                && Objects.equals(dispatcher, that.dispatcher);
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                durableName,
                maxInFlight,
                ackWait,
                startAt,
                startSequence,
                startTime,
                manualAcks,
                dispatcher,
                subscriptionTimeout);
    }

    /** Collects options. */
    public static final class Builder implements Serializable {
        private static final long serialVersionUID = 1476017376308805473L;

        private String durableName;
        private int maxInFlight = DEFAULT_MAX_IN_FLIGHT;
        private Duration ackWait = DEFAULT_ACK_WAIT;
        private StartPosition startAt = StartPosition.NewOnly;
        private long startSequence;
        private Instant startTime;
        private boolean manualAcks;
        private String dispatcher;
        private Duration subscriptionTimeout = DEFAULT_SUBSCRIPTION_TIMEOUT;

        public Builder() {}

        /** Has the server keep the position under this name. Null for none. */
        public Builder durableName(String name) {
            durableName = name;
            return this;
        }

        /** Sets how many messages may be delivered and not acknowledged; at least 1. */
        public Builder maxInFlight(int max) {
            maxInFlight = max;
            return this;
        }

        /** Sets how long to wait for the answer to the subscribe request. */
        public Builder subscriptionTimeout(Duration timeout) {
            subscriptionTimeout = timeout;
            return this;
        }

        /**
         * Sets after how long without an acknowledgement a message comes again: at least 1 s. The
         * protocol counts in seconds, so a fraction of a second has no effect.
         */
        public Builder ackWait(Duration wait) {
            ackWait = wait;
            return this;
        }

        /** Does {@link #ackWait(Duration)}. */
        public Builder ackWait(long wait, TimeUnit unit) {
            return ackWait(Duration.ofMillis(unit.toMillis(wait)));
        }

        /** Has the program acknowledge messages. */
        public Builder manualAcks() {
            manualAcks = true;
            return this;
        }

        /** Begins at a sequence. */
        public Builder startAtSequence(long sequence) {
            startAt = StartPosition.SequenceStart;
            startSequence = sequence;
            return this;
        }

        /** Begins at the first message that is not older than this instant. */
        public Builder startAtTime(Instant start) {
            startAt = StartPosition.TimeDeltaStart;
            startTime = start;
            return this;
        }

        /** Begins at the first message that is not older than this age is now. */
        public Builder startAtTimeDelta(long ago, TimeUnit unit) {
            return startAtTimeDelta(Duration.ofNanos(unit.toNanos(ago)));
        }

        /** Begins at the first message that is not older than this age is now. */
        public Builder startAtTimeDelta(Duration ago) {
            return startAtTime(Instant.now().minus(ago));
        }

        /** Begins at the newest stored message. */
        public Builder startWithLastReceived() {
            startAt = StartPosition.LastReceived;
            return this;
        }

        /** Begins at the oldest stored message. */
        public Builder deliverAllAvailable() {
            startAt = StartPosition.First;
            return this;
        }

        /**
         * Runs the handler on the thread of this name, which subscriptions may share. Null or empty
         * for the usual one, which all others share.
         */
        public Builder dispatcher(String name) {
            dispatcher = name;
            return this;
        }

        public SubscriptionOptions build() {
            return new SubscriptionOptions(this);
        }
    }
}

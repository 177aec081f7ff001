package dev.stanchion.client;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A message as it was delivered. Safe for use by many threads. */
public final class Message {
    /** Sends the acknowledgement of one message. */
    interface Acknowledger {
        void acknowledge(Message message);
    }

    private final String channel;
    private final long sequence;
    private final Instant timestamp;
    private final String reply;
    private final byte[] data;
    private final boolean redelivered;
    private final int redeliveryCount;
    private final @Nullable Parked parked;
    private final Acknowledger acknowledger;
    private final AtomicBoolean acknowledged = new AtomicBoolean();

    Message(
            String channel,
            long sequence,
            Instant timestamp,
            String reply,
            byte[] data,
            boolean redelivered,
            int redeliveryCount,
            @Nullable Parked parked,
            Acknowledger acknowledger) {
        this.channel = channel;
        this.sequence = sequence;
        this.timestamp = timestamp;
        this.reply = reply;
        this.data = data;
        this.redelivered = redelivered;
        this.redeliveryCount = redeliveryCount;
        this.parked = parked;
        this.acknowledger = acknowledger;
    }

    public String channel() {
        return channel;
    }

    /** Returns the position in the channel, from 1; unsigned. */
    public long sequence() {
        return sequence;
    }

    /** Returns when the server stored it, by the server's clock. */
    public Instant timestamp() {
        return timestamp;
    }

    /** Returns the reply subject that the publisher gave; empty if none. */
    public String reply() {
        return reply;
    }

    /** Returns the payload; a copy, which the caller may change. */
    public byte[] data() {
        return data.clone();
    }

    /** Returns the payload as UTF-8. */
    public String text() {
        return new String(data, StandardCharsets.UTF_8);
    }

    /**
     * Returns whether the server has sent it before, to this subscriber or another one of the
     * group.
     */
    public boolean isRedelivered() {
        return redelivered;
    }

    /** Returns how often it was sent again: 0 the first time; unsigned. */
    public int redeliveryCount() {
        return redeliveryCount;
    }

    /**
     * Returns why the message was parked, if it is from a channel of parked messages. Empty for
     * other messages, and for parked ones that a server of NATS Streaming has written since.
     */
    public Optional<Parked> parked() {
        return Optional.ofNullable(parked);
    }

    /**
     * Acknowledges this message. Only the first call counts. The server does not confirm it: if the
     * acknowledgement gets lost, the message comes again.
     *
     * @throws StreamingException if the connection is closed or lost, so that it cannot be sent
     */
    public void ack() {
        if (acknowledged.compareAndSet(false, true)) {
            acknowledger.acknowledge(this);
        }
    }
}

package io.nats.streaming;

import dev.stanchion.client.StreamingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.NullUnmarked;

/**
 * A message as it was delivered. It does not change; the setters are left from earlier versions.
 */
@NullUnmarked
public class Message {
    private static final int SHOWN_BYTES = 32;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final dev.stanchion.client.Message received;
    private final byte[] data;
    private final boolean isAckedByHand;

    Message(dev.stanchion.client.Message received, boolean isAckedByHand) {
        this.received = received;
        this.data = received.data();
        this.isAckedByHand = isAckedByHand;
    }

    /** Returns the position in the channel, from 1. */
    public long getSequence() {
        return received.sequence();
    }

    /** Returns the channel. */
    public String getSubject() {
        return received.channel();
    }

    /** Throws {@link IllegalStateException}: a received message does not change. */
    public void setSubject(String subject) {
        throw unchangeable();
    }

    /** Returns the reply subject; empty if there is none. */
    public String getReplyTo() {
        return received.reply();
    }

    /** Throws {@link IllegalStateException}: a received message does not change. */
    public void setReplyTo(String reply) {
        throw unchangeable();
    }

    /** Returns the payload: the same array at each call. */
    public byte[] getData() {
        return data;
    }

    /** Throws {@link IllegalStateException}: a received message does not change. */
    public void setData(byte[] data) {
        throw unchangeable();
    }

    /** Throws {@link IllegalStateException}: a received message does not change. */
    public void setData(byte[] data, int offset, int length) {
        throw unchangeable();
    }

    /** Returns when the server stored it, in nanoseconds since 1970. */
    public long getTimestamp() {
        Instant timestamp = received.timestamp();
        return timestamp.getEpochSecond() * NANOS_PER_SECOND + timestamp.getNano();
    }

    /** Returns whether the server has sent it before. */
    public boolean isRedelivered() {
        return received.isRedelivered();
    }

    /** Returns 0: no server sends checksums. */
    public int getCrc32() {
        return 0;
    }

    /**
     * Acknowledges the message.
     *
     * @throws IllegalStateException if the connection acknowledges by itself, or has ended
     */
    public void ack() throws IOException {
        if (!isAckedByHand) {
            throw new IllegalStateException("stan: cannot manually ack in auto-ack mode");
        }
        try {
            received.ack();
        } catch (StreamingException e) {
            throw Outcomes.closed(e);
        }
    }

    private static IllegalStateException unchangeable() {
        return new IllegalStateException("stan: message is immutable");
    }

    @Override
    public String toString() {
        int shown = Math.min(data.length, SHOWN_BYTES);
        String more = data.length > shown ? (data.length - shown) + " more bytes" : "";
        return "{Timestamp=%d;Sequence=%d;Redelivered=%b;Subject=%s;Reply=%s;Payload=<%s%s>}"
                .formatted(
                        getTimestamp(),
                        getSequence(),
                        isRedelivered(),
                        getSubject(),
                        getReplyTo(),
                        new String(data, 0, shown, StandardCharsets.ISO_8859_1),
                        more);
    }
}

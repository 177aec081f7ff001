package dev.stanchion.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * Why a message is in a channel of parked messages, and where it comes from. The note is field
 * {@value #FIELD} of the message. Clients of NATS Streaming skip a field that they do not know.
 * Immutable.
 *
 * @param channel the channel from which the message comes
 * @param sequence the message has there
 * @param storedAtEpochNanos when it was stored there
 * @param position which position did not get it processed: {@code group:orders}, {@code
 *     durable:CLIENT/NAME} or {@code client:CLIENT/7}, with the number of the subscription, which
 *     earlier servers did not write
 * @param attempts how often it was tried
 * @param reason in words
 * @param lastHolder the client that was sent it last; may be empty
 * @param cause what the reason comes to, for programs
 * @param behind with {@link Cause#BEHIND}, the message of its key that was parked before it; else 0
 */
public record ParkedNote(
        String channel,
        long sequence,
        long storedAtEpochNanos,
        String position,
        int attempts,
        String reason,
        String lastHolder,
        long parkedAtEpochNanos,
        Cause cause,
        long behind)
        implements WireMessage {
    static final int FIELD = 100;
    static final long TAG = FIELD << 3;

    /** The end of the name of each channel of parked messages. */
    public static final String SUFFIX = ".parked";

    /** Why a message was parked. */
    public enum Cause {
        /** The message has failed as often as the policy permits. */
        ATTEMPTS(0),
        /** An earlier message with its key was parked. */
        BEHIND(1),
        /** An operator has parked it. */
        OPERATOR(2),
        /** A later version of the server knows why. */
        OTHER(3);

        private final int number;

        Cause(int number) {
            this.number = number;
        }

        private static Cause of(long number) {
            for (Cause each : values()) {
                if (each.number == number) {
                    return each;
                }
            }
            return OTHER;
        }
    }

    /** Makes the note of a message that has failed as often as the policy permits. */
    public ParkedNote(
            String channel,
            long sequence,
            long storedAtEpochNanos,
            String position,
            int attempts,
            String reason,
            String lastHolder,
            long parkedAtEpochNanos) {
        this(
                channel,
                sequence,
                storedAtEpochNanos,
                position,
                attempts,
                reason,
                lastHolder,
                parkedAtEpochNanos,
                Cause.ATTEMPTS,
                0);
    }

    /** Returns the name of the channel for the parked messages of a channel. */
    public static String channelFor(String channel) {
        return channel + SUFFIX;
    }

    /** Returns whether a channel of this name is one for parked messages. */
    public static boolean isParkedChannel(String channel) {
        return channel.length() > SUFFIX.length() && channel.endsWith(SUFFIX);
    }

    /** Returns the channel whose parked messages a channel of parked messages has. */
    public static String originOf(String parkedChannel) {
        return parkedChannel.substring(0, parkedChannel.length() - SUFFIX.length());
    }

    /**
     * Reads a note.
     *
     * @return empty if the bytes are none
     */
    public static Optional<ParkedNote> decode(ByteBuf buffer, int index, int length) {
        return read(WireReader.over(buffer, index, length));
    }

    /** Reads a message without Netty; empty if the bytes are not such a message. */
    public static Optional<ParkedNote> decode(byte[] bytes) {
        return read(WireReader.over(bytes));
    }

    private static Optional<ParkedNote> read(WireReader in) {
        String channel = "";
        long sequence = 0;
        long storedAt = 0;
        String position = "";
        int attempts = 0;
        String reason = "";
        String lastHolder = "";
        long parkedAt = 0;
        Cause cause = Cause.ATTEMPTS;
        long behind = 0;
        while (in.next()) {
            switch (in.field()) {
                case 1 -> channel = in.string();
                case 2 -> sequence = in.varint();
                case 3 -> storedAt = in.varint();
                case 4 -> position = in.string();
                case 5 -> attempts = (int) in.varint();
                case 6 -> reason = in.string();
                case 7 -> lastHolder = in.string();
                case 8 -> parkedAt = in.varint();
                case 9 -> cause = Cause.of(in.varint());
                case 10 -> behind = in.varint();
                default -> in.skip();
            }
        }
        return in.isWellFormed() && !channel.isEmpty()
                ? Optional.of(
                        new ParkedNote(
                                channel,
                                sequence,
                                storedAt,
                                position,
                                attempts,
                                reason,
                                lastHolder,
                                parkedAt,
                                cause,
                                behind))
                : Optional.empty();
    }

    @Override
    public <T> void encode(WireOutput<T> output, T target) {
        WireWriter.string(output, target, 1, channel);
        WireWriter.number(output, target, 2, sequence);
        WireWriter.number(output, target, 3, storedAtEpochNanos);
        WireWriter.string(output, target, 4, position);
        WireWriter.number(output, target, 5, attempts);
        WireWriter.string(output, target, 6, reason);
        WireWriter.string(output, target, 7, lastHolder);
        WireWriter.number(output, target, 8, parkedAtEpochNanos);
        WireWriter.number(output, target, 9, cause.number);
        WireWriter.number(output, target, 10, behind);
    }
}

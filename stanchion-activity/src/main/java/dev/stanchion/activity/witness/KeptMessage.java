package dev.stanchion.activity.witness;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Origin;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * A message of a client that a follower keeps, in bytes of its own: subject, reply, payload. Owned
 * by the ring that has it.
 */
final class KeptMessage implements BusMessage {
    /** The approximate memory of this object and its places in a ring. */
    static final int OVERHEAD = 160;

    /** A key that nothing settles. */
    static final long NO_KEY = 0;

    private final ClientSubject subject;
    private final ByteBuf bytes;
    private final int subjectLength;
    private final int replyLength;
    private final Origin origin;
    private final long key;
    private final long channelSeed;
    private final long order;
    private final long arrivedNanos;

    /** Where the message is in its ring. The ring maintains these fields. */
    @Nullable KeptMessage previous;

    @Nullable KeptMessage next;

    /** A later message with the same key, of another channel. */
    @Nullable KeptMessage twin;

    /** When it is offered to the active, and how often it was. The witness maintains both. */
    long offerNanos;

    int offers;

    /**
     * @param subject the subscription that brought the message
     * @param key the hash that settles it; {@link #NO_KEY} if nothing does
     * @param channelSeed of a publish; 0 for a request
     * @param order grows with each message that the witness keeps
     */
    KeptMessage(
            ClientSubject subject,
            BusMessage message,
            Origin origin,
            long key,
            long channelSeed,
            long order,
            long arrivedNanos) {
        this.subject = subject;
        this.subjectLength = message.subjectLength();
        this.replyLength = message.replyLength();
        this.origin = origin;
        this.key = key;
        this.channelSeed = channelSeed;
        this.order = order;
        this.arrivedNanos = arrivedNanos;
        ByteBuf from = message.buffer();
        byte[] copy = new byte[subjectLength + replyLength + message.payloadLength()];
        from.getBytes(message.subjectIndex(), copy, 0, subjectLength);
        from.getBytes(message.replyIndex(), copy, subjectLength, replyLength);
        from.getBytes(
                message.payloadIndex(), copy, subjectLength + replyLength, message.payloadLength());
        this.bytes = Unpooled.wrappedBuffer(copy);
    }

    /** Returns the approximate memory that keeping a message takes. */
    static int bytesFor(BusMessage message) {
        return OVERHEAD + message.subjectLength() + message.replyLength() + message.payloadLength();
    }

    int bytes() {
        return bytesFor(this);
    }

    ClientSubject subject() {
        return subject;
    }

    long key() {
        return key;
    }

    long channelSeed() {
        return channelSeed;
    }

    long order() {
        return order;
    }

    long arrivedNanos() {
        return arrivedNanos;
    }

    @Override
    public ByteBuf buffer() {
        return bytes;
    }

    @Override
    public int subjectIndex() {
        return 0;
    }

    @Override
    public int subjectLength() {
        return subjectLength;
    }

    @Override
    public int replyIndex() {
        return subjectLength;
    }

    @Override
    public int replyLength() {
        return replyLength;
    }

    @Override
    public int payloadIndex() {
        return subjectLength + replyLength;
    }

    @Override
    public int payloadLength() {
        return bytes.writerIndex() - payloadIndex();
    }

    @Override
    public Origin origin() {
        return origin;
    }
}

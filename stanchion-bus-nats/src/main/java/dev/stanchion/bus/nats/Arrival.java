package dev.stanchion.bus.nats;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Origin;
import dev.stanchion.nats.wire.PubOp;
import io.netty.buffer.ByteBuf;

/** A message of the inbound link in the form of the engine. Confined to the inbound link's loop. */
final class Arrival implements BusMessage {
    /** The index of the status, which follows {@code NATS/1.0 }. */
    private static final int STATUS_OFFSET = 9;

    private static final int STATUS_LENGTH = 3;

    private final PubOp message;
    private final Origin origin;

    /**
     * @param message the link refills this object for each of its messages
     */
    Arrival(PubOp message, Origin origin) {
        this.message = message;
        this.origin = origin;
    }

    @SuppressWarnings("ReferenceEquality") // a link reuses one object
    boolean isOf(PubOp other) {
        return message == other;
    }

    /** Returns whether a message is the server's report of no responders. */
    static boolean isNoResponders(PubOp message) {
        int at = message.bodyIndex() + STATUS_OFFSET;
        return message.headerLength() >= STATUS_OFFSET + STATUS_LENGTH
                && message.headerLength() == message.bodyLength()
                && message.bytes().get(at) == '5'
                && message.bytes().get(at + 1) == '0'
                && message.bytes().get(at + 2) == '3';
    }

    @Override
    public boolean isNoResponders() {
        return isNoResponders(message);
    }

    @Override
    public ByteBuf buffer() {
        return message.buffer();
    }

    @Override
    public int subjectIndex() {
        return message.subjectIndex();
    }

    @Override
    public int subjectLength() {
        return message.subjectLength();
    }

    @Override
    public int replyIndex() {
        return message.replyIndex();
    }

    @Override
    public int replyLength() {
        return message.replyLength();
    }

    @Override
    public int payloadIndex() {
        return message.bodyIndex() + message.headerLength();
    }

    @Override
    public int payloadLength() {
        return message.bodyLength() - message.headerLength();
    }

    @Override
    public Origin origin() {
        return origin;
    }
}

package dev.stanchion.activity.witness;

import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Origin;
import io.netty.buffer.ByteBuf;

/**
 * A publish that a follower offers to the active, seen in place. The reply subject of the offer is
 * that of the publish; its payload has two bytes with the length of the subject, the subject, and
 * the payload of the publish. Immutable.
 */
record OfferedMessage(BusMessage offer, int subjectLength, Origin origin) implements BusMessage {
    private static final int HEADER = Short.BYTES;

    /** Writes the payload of an offer. */
    static void encode(BusMessage publish, ByteBuf target) {
        ByteBuf source = publish.buffer();
        target.writeShort(publish.subjectLength());
        target.writeBytes(source, publish.subjectIndex(), publish.subjectLength());
        target.writeBytes(source, publish.payloadIndex(), publish.payloadLength());
    }

    /** Returns whether the bytes are an offer. */
    static boolean isOffer(BusMessage message) {
        return message.payloadLength() >= HEADER
                && message.payloadLength() >= HEADER + subjectLengthOf(message);
    }

    static OfferedMessage of(BusMessage offer, Origin origin) {
        return new OfferedMessage(offer, subjectLengthOf(offer), origin);
    }

    private static int subjectLengthOf(BusMessage offer) {
        return offer.buffer().getUnsignedShort(offer.payloadIndex());
    }

    @Override
    public ByteBuf buffer() {
        return offer.buffer();
    }

    @Override
    public int subjectIndex() {
        return offer.payloadIndex() + HEADER;
    }

    @Override
    public int replyIndex() {
        return offer.replyIndex();
    }

    @Override
    public int replyLength() {
        return offer.replyLength();
    }

    @Override
    public int payloadIndex() {
        return subjectIndex() + subjectLength;
    }

    @Override
    public int payloadLength() {
        return offer.payloadLength() - HEADER - subjectLength;
    }
}

package dev.stanchion.load.traffic;

import dev.stanchion.load.LoadException;
import dev.stanchion.protocol.PubAck;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Reads {@code PubAck} of NATS Streaming. It names a message by its guid. */
final class StreamingReceipts implements Receipts {
    private static final int PUB_ACK_LENGTH = 2 + MessageBlock.GUID_LENGTH;
    private static final int GUID_TAG = 1 << 3 | 2;

    @Override
    public long numberOf(Incoming acknowledgement) {
        byte[] bytes = acknowledgement.bytes();
        int at = acknowledgement.payloadAt();
        int length = acknowledgement.payloadLength();
        if (length != PUB_ACK_LENGTH || bytes[at] != GUID_TAG) {
            throw refused(bytes, at, length);
        }
        return MessageBlock.numberOf(bytes, at + 2);
    }

    private static LoadException refused(byte[] bytes, int at, int length) {
        String error =
                PubAck.decode(Unpooled.wrappedBuffer(bytes), at, length)
                        .map(PubAck::error)
                        .filter(text -> !text.isEmpty())
                        .orElseGet(() ->
                                "not an acknowledgement: '"
                                        + new String(bytes, at, length, StandardCharsets.ISO_8859_1)
                                        + "'");
        return new LoadException(
                "the server refused a message: " + error,
                "Its limits may be too low for this shape; its log may say more.");
    }
}

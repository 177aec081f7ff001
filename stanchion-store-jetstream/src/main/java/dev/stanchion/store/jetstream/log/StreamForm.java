package dev.stanchion.store.jetstream.log;

import dev.stanchion.engine.spi.LogEntry;
import dev.stanchion.engine.spi.StoreException;
import dev.stanchion.protocol.MsgProtoCursor;
import dev.stanchion.store.jetstream.append.Outgoing;
import dev.stanchion.store.jetstream.cluster.ClusterLink;
import dev.stanchion.store.jetstream.message.StoredHeaders;
import dev.stanchion.store.jetstream.message.StreamMessage;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Brings the messages of one channel into the form of its stream: headers, and the payload of the
 * publisher. Confined to the channel's shard.
 */
final class StreamForm {
    /** What the store leaves free below the cluster's maximum payload. */
    private static final int PAYLOAD_MARGIN = 64;

    private final String channel;
    private final byte[] subject;
    private final ClusterLink link;
    private final SpareMessages spare;
    private long maxMessageBytes = Long.MAX_VALUE;
    private final MsgProtoCursor parts = new MsgProtoCursor();

    /** Of the message before: most messages of a channel come from one publisher. */
    private String lastPublisher = "";

    private StoredHeaders.Value lastPublisherValue = StoredHeaders.Value.NONE;

    /**
     * @param subject of the channel's messages
     * @param link says how large a message may be
     * @param spare what messages are made of
     */
    StreamForm(String channel, String subject, ClusterLink link, SpareMessages spare) {
        this.channel = channel;
        this.subject = subject.getBytes(StandardCharsets.US_ASCII);
        this.link = link;
        this.spare = spare;
    }

    /**
     * Returns a message that waits until the stream has it.
     *
     * @param bytes where the message is encoded for subscribers, from the writer index on
     * @throws StoreException if the cluster does not take messages of that size
     */
    Waiting of(LogEntry message, ByteBuf bytes) {
        int index = bytes.writerIndex();
        message.writeTo(bytes);
        if (!parts.wrap(bytes, index, bytes.writerIndex() - index)) {
            throw new IllegalArgumentException("the message is not encoded as it should be");
        }
        StoredHeaders.Value guid = StoredHeaders.Value.of(message.guid());
        StoredHeaders.Value client = publisher(message.publisher());
        StoredHeaders.Value reply =
                StoredHeaders.Value.of(bytes, parts.replyIndex(), parts.replyLength());
        StoredHeaders.Value parked =
                StoredHeaders.Value.of(bytes, parts.parkedIndex(), parts.parkedLength());
        int headers = StoredHeaders.length(guid, client, reply, parked);
        refuseTooLarge(headers + parts.dataLength());
        Waiting formed = spare.take();
        Outgoing outgoing = formed.outgoing();
        StoredHeaders.encode(
                outgoing.roomForHeaders(headers),
                message.timestampEpochNanos(),
                guid,
                client,
                reply,
                parked);
        outgoing.become(subject, bytes, parts.dataIndex(), parts.dataLength());
        formed.become(
                message,
                bytes,
                index,
                StreamMessage.countedBytes(subject.length, headers, parts.dataLength()));
        return formed;
    }

    private StoredHeaders.Value publisher(String clientId) {
        if (!clientId.equals(lastPublisher)) {
            lastPublisher = clientId;
            lastPublisherValue = StoredHeaders.Value.of(clientId);
        }
        return lastPublisherValue;
    }

    /** Says how large a message of the stream may be, with its headers; 0 means unlimited. */
    void maxMessageBytes(long bytes) {
        maxMessageBytes = bytes == 0 ? Long.MAX_VALUE : bytes;
    }

    private void refuseTooLarge(int size) {
        if (size > maxMessageBytes) {
            throw new StoreException(
                    StoreException.Kind.FULL,
                    "append",
                    channel,
                    "message is too large for the stream: %d bytes with headers (max_msg_size: %d)"
                            .formatted(size, maxMessageBytes));
        }
        int most = link.maxPayloadBytes();
        if (size + PAYLOAD_MARGIN > most) {
            throw new StoreException(
                    StoreException.Kind.FULL,
                    "append",
                    channel,
                    ("message is too large for the NATS cluster: %d bytes with headers"
                                    + " (max_payload: %d)")
                            .formatted(size, most));
        }
    }
}

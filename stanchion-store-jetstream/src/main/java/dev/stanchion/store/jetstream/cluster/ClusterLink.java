package dev.stanchion.store.jetstream.cluster;

import dev.stanchion.engine.spi.Registration;
import dev.stanchion.engine.spi.ShardExecutor;
import io.netty.buffer.ByteBuf;

/**
 * A connection from one shard to a NATS cluster. It replaces a lost connection by itself, and
 * subscribes again then. Confined to its shard.
 *
 * <p>What is published on one link arrives in order. What was published shortly before the
 * connection was lost may have arrived or not. The cluster answers a request to which nobody
 * listens with a message whose {@link ClusterMessage#status} is 503. The link does not receive what
 * it publishes itself, except as an answer.
 */
public interface ClusterLink {
    /** Returns the shard that uses this link, and on which the link calls handlers. */
    ShardExecutor shard();

    /** Returns whether there is a connection at present. */
    boolean isUp();

    /**
     * Returns the maximum size of a message with its headers, in bytes, of the current server or of
     * the last one.
     */
    int maxPayloadBytes();

    /** Returns the version of the current server, or of the last one: {@code 2.15.3}. */
    String serverVersion();

    /** Returns the name of the current server, or of the last one; empty if that is not known. */
    default String serverName() {
        return "";
    }

    /** Returns the address of the current server, or of the last one: {@code n1:4222}. */
    String serverAddress();

    /**
     * Publishes part of a buffer: encoded headers, if there are any, and behind them the payload.
     * The link copies or retains the buffer.
     *
     * @param reply where answers go; only the first {@code replyLength} bytes count, 0 for none
     * @param headerLength how many of the {@code length} bytes are headers, from {@code NATS/1.0}
     *     to the empty line; 0 if there are none
     * @param length headers and payload together
     * @return false if the message was not sent: there is no connection, too many bytes are queued,
     *     or the message exceeds {@link #maxPayloadBytes}
     */
    boolean publish(
            byte[] subject,
            byte[] reply,
            int replyLength,
            ByteBuf source,
            int index,
            int headerLength,
            int length);

    /** Subscribes to a subject, which may contain wildcards, until the registration is closed. */
    Registration subscribe(String subject, ClusterHandler handler);

    /** Names the listener that learns when the connection is lost and when there is another one. */
    void listen(ClusterListener listener);
}

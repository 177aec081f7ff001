package dev.stanchion.engine.client;

import dev.stanchion.engine.message.ByteKeyMap;
import dev.stanchion.engine.message.Subjects;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.engine.spi.Bus;
import dev.stanchion.engine.spi.BusMessage;
import dev.stanchion.engine.spi.Destination;
import dev.stanchion.protocol.PubMsgCursor;
import io.netty.buffer.ByteBufUtil;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A registered client, as one shard knows it. */
@ShardOwned
public final class Client {
    /** Longer ago than anybody asks for; no time that a clock would give. */
    private static final long NEVER = Long.MIN_VALUE;

    private final Session session;
    private final byte[] claimedId;
    private final byte[] connectionId;
    private final Set<Belonging> belongings = new LinkedHashSet<>();
    private boolean registered = true;
    private int missedHeartbeats;
    private long heardEpochNanos;
    private boolean connected = true;
    private long disconnectedEpochNanos;
    private long publishedNanos = NEVER;
    private long published;
    private byte[] replyBytes = {};
    private @Nullable Destination reply;

    Client(Session session) {
        this.session = session;
        this.claimedId = session.claimedIdBytes();
        this.connectionId = session.connectionIdBytes();
    }

    /** A part of a client's state on this shard, which ends with the client. */
    public interface Belonging {
        /**
         * The client goes: it is sent nothing any more. {@link #clientGone} follows once all that
         * it has on this shard knows, so that none of it is left to another part of it.
         */
        void clientGoes();

        /** Ends the client's state here. {@code done} runs once the end is recorded. */
        void clientGone(Runnable done);
    }

    public Session session() {
        return session;
    }

    public String id() {
        return session.clientId();
    }

    /** Returns whether the client is still the current holder of its ID. */
    public boolean isRegistered() {
        return registered;
    }

    void unregistered() {
        registered = false;
    }

    /** Returns whether the client has not answered its last heartbeat yet. */
    public boolean isFailing() {
        return missedHeartbeats > 0;
    }

    /** Returns how many heartbeats it has missed in a row. */
    public int missedHeartbeats() {
        return missedHeartbeats;
    }

    /** Returns when it was last heard; only while it misses heartbeats. */
    public long heardEpochNanos() {
        return heardEpochNanos;
    }

    void failing(int missed, long lastHeardEpochNanos) {
        missedHeartbeats = missed;
        heardEpochNanos = lastHeardEpochNanos;
    }

    /**
     * Returns whether its connection lives, as far as the bus knows. A client without one keeps its
     * ID and its subscriptions, because it may be on its way back.
     */
    public boolean isConnected() {
        return connected;
    }

    /** Returns when its connection ended; only while it has none. */
    public long disconnectedEpochNanos() {
        return disconnectedEpochNanos;
    }

    void connected(boolean isConnected, long sinceEpochNanos) {
        connected = isConnected;
        disconnectedEpochNanos = isConnected ? 0 : sinceEpochNanos;
    }

    /** It publishes, at that elapsed time, to a channel of this shard. */
    public void publishes(long nowNanos) {
        publishedNanos = nowNanos;
        published++;
    }

    /** Returns when it has last published to a channel of this shard. */
    public long publishedNanos() {
        return publishedNanos;
    }

    /** Returns how many messages it has published to channels of this shard. */
    public long published() {
        return published;
    }

    /** Returns whether a message on its subjects names no other client. No allocation. */
    boolean isWhoPublished(PubMsgCursor message) {
        int idLength = message.clientIdLength();
        int connLength = message.connIdLength();
        return (idLength == 0
                        || ByteKeyMap.matches(
                                claimedId, message.buffer(), message.clientIdIndex(), idLength))
                && (connLength == 0
                        || ByteKeyMap.matches(
                                connectionId, message.buffer(), message.connIdIndex(), connLength));
    }

    public void add(Belonging belonging) {
        belongings.add(belonging);
    }

    public void remove(Belonging belonging) {
        belongings.remove(belonging);
    }

    /** Returns its state on this shard, in the order of creation. */
    public List<Belonging> belongings() {
        return List.copyOf(belongings);
    }

    /**
     * Returns where a message of this client wants its answer, null if nowhere. A publisher uses
     * one reply subject for all its messages, so it is prepared once: no allocation after the
     * first.
     */
    public @Nullable Destination replyOf(BusMessage message, Bus bus) {
        int length = message.replyLength();
        if (length == 0) {
            return null;
        }
        if (!ByteKeyMap.matches(replyBytes, message.buffer(), message.replyIndex(), length)) {
            replyBytes = ByteBufUtil.getBytes(message.buffer(), message.replyIndex(), length);
            reply = Subjects.destination(bus, Subjects.replyOf(message));
        }
        return reply;
    }
}

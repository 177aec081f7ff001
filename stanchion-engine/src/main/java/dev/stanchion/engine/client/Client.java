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
    private boolean failing;
    private long publishedNanos = NEVER;
    private byte[] replyBytes = {};
    private @Nullable Destination reply;

    Client(Session session) {
        this.session = session;
        this.claimedId = session.claimedIdBytes();
        this.connectionId = session.connectionIdBytes();
    }

    /** What a client has on this shard, and what ends with it. */
    public interface Belonging {
        /**
         * The client goes: it is sent nothing any more. {@link #clientGone} follows once all that
         * it has on this shard knows, so that none of it is left to another part of it.
         */
        void clientGoes();

        /** What the client leaves here is dealt with; {@code done} runs once that is recorded. */
        void clientGone(Runnable done);
    }

    public Session session() {
        return session;
    }

    public String id() {
        return session.clientId();
    }

    /** Tells whether the client is still the one that its ID stands for. */
    public boolean isRegistered() {
        return registered;
    }

    void unregistered() {
        registered = false;
    }

    /** Tells whether the client owes an answer to its last heartbeat. */
    public boolean isFailing() {
        return failing;
    }

    void failing(boolean isFailing) {
        failing = isFailing;
    }

    /** It publishes, at that elapsed time, to a channel of this shard. */
    public void publishes(long nowNanos) {
        publishedNanos = nowNanos;
    }

    /** Returns when it has last published to a channel of this shard. */
    public long publishedNanos() {
        return publishedNanos;
    }

    /** Tells whether a message that came on its subjects names nobody else. No allocation. */
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

    /** Returns what it has on this shard, in the order in which it came. */
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

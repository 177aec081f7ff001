package dev.stanchion.engine.client;

import dev.stanchion.engine.shard.ByteKeyMap;
import dev.stanchion.engine.shard.Countdown;
import dev.stanchion.engine.shard.ShardOwned;
import dev.stanchion.protocol.PubMsgCursor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is registered, as one shard knows it. */
@ShardOwned
public final class ClientDirectory {
    private final ByteKeyMap<Client> byId = new ByteKeyMap<>();
    private final ByteKeyMap<Client> byConnectionId = new ByteKeyMap<>();

    /** Finds whoever published a message: a connection ID counts alone. No allocation. */
    public @Nullable Client publisher(PubMsgCursor message) {
        if (message.connIdLength() > 0) {
            return byConnectionId.get(
                    message.buffer(), message.connIdIndex(), message.connIdLength());
        }
        return byId.get(message.buffer(), message.clientIdIndex(), message.clientIdLength());
    }

    public @Nullable Client find(String clientId) {
        return byId.get(clientId.getBytes(StandardCharsets.UTF_8));
    }

    @Nullable Client findByConnectionId(String connectionId) {
        return byConnectionId.get(connectionId.getBytes(StandardCharsets.ISO_8859_1));
    }

    void register(Session session) {
        Client client = new Client(session);
        byId.put(session.clientIdBytes(), client);
        if (!session.record().connectionId().isEmpty()) {
            byConnectionId.put(session.connectionIdBytes(), client);
        }
    }

    /** Forgets a session and ends what it has on this shard. */
    void unregister(Session session, Runnable done) {
        Client client = byId.get(session.clientIdBytes());
        if (client == null || client.session().generation() != session.generation()) {
            done.run();
            return;
        }
        byId.remove(session.clientIdBytes());
        // also if another client of the same connection ID has come later: spec/streaming.md 2.2
        byConnectionId.remove(session.connectionIdBytes());
        client.unregistered();
        List<Client.Belonging> belongings = client.belongings();
        Countdown countdown = new Countdown(belongings.size() + 1, done);
        for (Client.Belonging belonging : belongings) {
            belonging.clientGone(countdown::down);
        }
        countdown.down();
    }

    void failing(Session session, boolean isFailing) {
        Client client = byId.get(session.clientIdBytes());
        if (client != null && client.session().generation() == session.generation()) {
            client.failing(isFailing);
        }
    }
}
